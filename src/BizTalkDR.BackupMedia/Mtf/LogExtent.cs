using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>
/// What an MSTL block says of the log behind it: a virtual log file by its sequence number, and from where to where in the log's file it is held.
/// Microsoft does not publish this layout; on each real file at hand the distances from the virtual log file's beginning, in blocks of 512 bytes, are
/// the block numbers of the set's first and last log sequence number.
/// </summary>
/// <param name="VirtualLogFile">Sequence number of the virtual log file: the first part of the log sequence numbers in it.</param>
/// <param name="FirstBlock">The block it begins with.</param>
/// <param name="LastBlock">The block it ends before.</param>
/// <param name="IsFilled">Whether it ends with the virtual log file itself.</param>
internal readonly record struct LogExtent(long VirtualLogFile, long FirstBlock, long LastBlock, bool IsFilled)
{
    private const int Fields = DescriptorBlock.HeaderLength;
    private const int Start = Fields + 8;
    private const int End = Fields + 16;
    private const int Sequence = Fields + 40;
    private const int Size = Fields + 44;
    private const int Offset = Fields + 52;
    private const int Length = Fields + 60;
    private const int LogBlock = 512;

    /// <summary>Reads the block's own bytes; null where they speak of no log, or make no sense.</summary>
    public static LogExtent? Read(ReadOnlySpan<byte> block)
    {
        if (block.Length < Length)
            return null;
        var start = BinaryPrimitives.ReadInt64LittleEndian(block.Slice(Start));
        var end = BinaryPrimitives.ReadInt64LittleEndian(block.Slice(End));
        var sequence = BinaryPrimitives.ReadUInt32LittleEndian(block.Slice(Sequence));
        var size = BinaryPrimitives.ReadInt64LittleEndian(block.Slice(Size));
        var offset = BinaryPrimitives.ReadInt64LittleEndian(block.Slice(Offset));
        if (sequence == 0 || size <= 0 || offset < 0 || start < offset || end < start || end - offset > size)
            return null;
        if ((start - offset) % LogBlock != 0 || (end - offset) % LogBlock != 0)
            return null;
        return new LogExtent(sequence, (start - offset) / LogBlock, (end - offset) / LogBlock, end - offset == size);
    }
}
