using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia;

/// <summary>Converts log sequence numbers between the ten bytes of backup files and the numeric(25,0) of SQL Server's views.</summary>
public static class LogSequenceNumber
{
    internal const int Length = 10;
    private const decimal SlotScale = 100_000m;
    private const decimal BlockScale = 10_000_000_000m;

    /// <summary>VLF * 10^15 + block * 10^5 + slot.</summary>
    public static decimal From(uint virtualLogFile, uint block, ushort slot) =>
        virtualLogFile * (BlockScale * SlotScale) + ((ulong)block * (uint)SlotScale + slot);

    /// <summary>Takes a log sequence number apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, has a fraction, or a part does not fit its bytes.</exception>
    public static (uint VirtualLogFile, uint Block, ushort Slot) Split(decimal lsn)
    {
        var slot = lsn % SlotScale;
        var block = decimal.Floor(lsn / SlotScale) % BlockScale;
        var file = decimal.Floor(lsn / SlotScale / BlockScale);
        if (lsn < 0 || lsn != decimal.Floor(lsn) || slot > ushort.MaxValue || block > uint.MaxValue || file > uint.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(lsn), lsn, "This is no log sequence number.");
        return ((uint)file, (uint)block, (ushort)slot);
    }

    internal static decimal Read(ReadOnlySpan<byte> bytes) =>
        From(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4)),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(8))
        );

    internal static void Write(Span<byte> bytes, decimal? lsn)
    {
        var (file, block, slot) = Split(lsn ?? 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, file);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(4), block);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(8), slot);
    }
}
