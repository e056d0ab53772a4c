using System.Globalization;

namespace BizTalkDR.Sandbox.Storage.Logging;

/// <summary>A log sequence number: virtual log file, log block (in sectors of 512 bytes from the file's start) and slot in the block.</summary>
internal readonly record struct Lsn : IComparable<Lsn>
{
    private const int BlockBits = 28;
    private const int SlotBits = 16;
    private const decimal VlfFactor = 1_000_000_000_000_000m;
    private const decimal BlockFactor = 100_000m;
    private readonly ulong value;

    internal Lsn(long vlf, long block, int slot) =>
        value = ((ulong)vlf << (BlockBits + SlotBits)) | ((ulong)block << SlotBits) | (uint)slot;

    internal static Lsn None => default;

    internal bool IsNone => value == 0;

    internal long Vlf => (long)(value >> (BlockBits + SlotBits));

    internal long Block => (long)(value >> SlotBits) & ((1L << BlockBits) - 1);

    internal int Slot => (int)(value & ((1UL << SlotBits) - 1));

    public static bool operator <(Lsn left, Lsn right) => left.value < right.value;

    public static bool operator >(Lsn left, Lsn right) => left.value > right.value;

    public static bool operator <=(Lsn left, Lsn right) => left.value <= right.value;

    public static bool operator >=(Lsn left, Lsn right) => left.value >= right.value;

    internal static Lsn Min(Lsn left, Lsn right) => left < right ? left : right;

    internal static Lsn Max(Lsn left, Lsn right) => left > right ? left : right;

    /// <summary>Out of the numeric(25,0) that catalog views and backup headers show: VLF * 10^15 + block * 10^5 + slot.</summary>
    internal static Lsn FromDecimal(decimal number) =>
        new(
            (long)decimal.Truncate(number / VlfFactor),
            (long)decimal.Truncate(number % VlfFactor / BlockFactor),
            (int)(number % BlockFactor)
        );

    /// <summary>Reads the number of STOPATMARK = 'lsn:number'.</summary>
    internal static bool TryParse(string text, out Lsn lsn)
    {
        lsn = default;
        if (!decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= 1e25m)
            return false;
        lsn = FromDecimal(number);
        return lsn.ToDecimal() == number;
    }

    /// <summary>The numeric(25,0).</summary>
    internal decimal ToDecimal() => (Vlf * VlfFactor) + (Block * BlockFactor) + Slot;

    /// <summary>Three numbers in hexadecimal, as sys.dm_db_log_stats and sys.dm_db_log_info show it.</summary>
    internal string ToHexadecimal() => string.Create(CultureInfo.InvariantCulture, $"{Vlf:x8}:{Block:x8}:{Slot:x4}");

    public int CompareTo(Lsn other) => value.CompareTo(other.value);

    public override string ToString() => ToDecimal().ToString("0", CultureInfo.InvariantCulture);
}
