using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The VOLB block: of it, only the name of the computer matters here.</summary>
internal static class VolumeBlock
{
    private const int FixedLength = 73;
    private const int VolumeAttributes = 52;
    private const int DeviceName = 56;
    private const int MachineName = 64;
    private const int WriteDate = 68;

    public static string? ReadMachineName(ReadOnlySpan<byte> block, DescriptorBlock common) =>
        block.Length < FixedLength
            ? null
            : TextAddress.Read(block.Slice(MachineName)).TextIn(block, common.TextType == DescriptorBlock.UnicodeText);

    public static byte[] Write(BackupSetHeader header)
    {
        var texts = new TextArea(FixedLength);
        var device = texts.Add("C:");
        var machine = texts.Add(header.MachineName);
        var block = new byte[(texts.End + 3) & ~3];
        texts.CopyTo(block);
        block[VolumeAttributes] = 2;
        device.Write(block.AsSpan(DeviceName));
        machine.Write(block.AsSpan(MachineName));
        MtfDate.Write(block.AsSpan(WriteDate), header.BackupStartDate);
        new DescriptorBlock
        {
            Type = BlockType.Volume,
            StreamsOffset = (ushort)block.Length,
            LogicalAddress = 1,
            ControlBlockId = 1,
            TextType = DescriptorBlock.UnicodeText,
        }.Write(block);
        return block;
    }
}
