using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>
/// The SFMB block, a filemark: it lists where the filemarks before it lie, newest first. One follows the media header,
/// one the payload of every set, one the end of every set. Addresses are byte offsets in the file.
/// It is as long as a sector of the disk it was written to, 512 or 4096 bytes.
/// </summary>
internal static class FilemarkBlock
{
    public const int Length = 512;
    public const int Capacity = 55;
    private const uint IsSoftFilemark = 0x80000000;
    private const int CapacityField = 52;
    private const int CountField = 56;
    private const int EntriesOffsetField = 60;
    private const int Entries = 72;

    /// <summary>Addresses of the filemarks before this one, newest first; none when the block is not well formed.</summary>
    public static long[] Read(ReadOnlySpan<byte> block)
    {
        if (block.Length < Length)
            return [];
        var count = BinaryPrimitives.ReadUInt32LittleEndian(block.Slice(CountField));
        if (BinaryPrimitives.ReadUInt32LittleEndian(block.Slice(EntriesOffsetField)) != Entries)
            return [];
        var addresses = new long[Math.Min(count, (uint)CapacityOf(block.Length))];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = BinaryPrimitives.ReadInt64LittleEndian(block.Slice(Entries + i * 8));
        return addresses;
    }

    /// <summary>How many addresses a filemark of a length can hold.</summary>
    public static int CapacityOf(int length) => (length - Entries) / 8;

    public static byte[] Write(IEnumerable<long> earlierNewestFirst)
    {
        var addresses = earlierNewestFirst.Take(Capacity).ToArray();
        var block = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(CapacityField), Capacity);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(CountField), addresses.Length);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(EntriesOffsetField), Entries);
        for (var i = 0; i < addresses.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(Entries + i * 8), addresses[i]);
        new DescriptorBlock
        {
            Type = BlockType.SoftFilemark,
            Attributes = IsSoftFilemark,
            StreamsOffset = Length,
        }.Write(block);
        return block;
    }
}
