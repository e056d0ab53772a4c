using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The ESET block: the set before it is complete.</summary>
internal static class EndOfSetBlock
{
    private const int FixedLength = 88;
    private const int SetAttributes = 52;
    private const int SetNumber = 78;
    private const int WriteDate = 80;

    public static byte[] Write(BackupSetHeader header)
    {
        var block = new byte[FixedLength];
        block[SetAttributes] = header.DifferentialBaseLSN is null ? (byte)4 : (byte)8;
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SetNumber), (ushort)header.Position);
        MtfDate.Write(block.AsSpan(WriteDate), header.BackupFinishDate);
        new DescriptorBlock { Type = BlockType.EndOfSet, StreamsOffset = FixedLength }.Write(block);
        return block;
    }
}
