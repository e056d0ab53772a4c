using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The TAPE block, the first of every file, with the RAID stream in which SQL Server describes the media set.</summary>
internal static class TapeBlock
{
    public const int FixedLength = 94;
    public const int MediaSetStreamLength = 32;
    private const uint UsesSoftFilemarks = 0x30000;
    private const int MediaFamilyId = 52;
    private const int TapeAttributes = 56;
    private const int SequenceNumber = 60;
    private const int SoftFilemarkSize = 64;
    private const int CatalogType = 66;
    private const int MediaName = 68;
    private const int MediaDescription = 72;
    private const int MediaPassword = 76;
    private const int SoftwareName = 80;
    private const int LogicalBlockSize = 84;
    private const int SoftwareVendorId = 86;
    private const int MediaDate = 88;
    private const int MajorVersion = 93;
    private const int AttributeSoftFilemarks = 1;
    private const int AttributeMediaLabel = 2;
    private const int AttributeSqlServer = 4;

    public static MediaHeader Read(ReadOnlySpan<byte> block)
    {
        var family = new byte[16];
        block.Slice(MediaFamilyId, 4).CopyTo(family);
        var unicode = block[48] == DescriptorBlock.UnicodeText;
        return new MediaHeader
        {
            MediaFamilyId = new Guid(family),
            MediaSequenceNumber = BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(SequenceNumber)),
            MediaLabelPresent = (block[TapeAttributes] & AttributeMediaLabel) != 0,
            MediaName = TextAddress.Read(block.Slice(MediaName)).TextIn(block, unicode),
            MediaDescription = TextAddress.Read(block.Slice(MediaDescription)).TextIn(block, unicode),
            IsPasswordProtected = TextAddress.Read(block.Slice(MediaPassword)).Length > 0,
            SoftwareName = TextAddress.Read(block.Slice(SoftwareName)).TextIn(block, unicode) ?? "",
            BlockSize = BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(LogicalBlockSize)),
            SoftwareVendorId = BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(SoftwareVendorId)),
            MediaDate = MtfDate.Read(block.Slice(MediaDate)),
        };
    }

    /// <summary>The 32 bytes of the RAID stream: media set, mark, family count, mirrors, family number, mirrors again.</summary>
    public static MediaHeader ReadMediaSet(ReadOnlySpan<byte> stream, MediaHeader media)
    {
        var mirrors = BinaryPrimitives.ReadUInt16LittleEndian(stream.Slice(22));
        return media with
        {
            MediaSetId = MemoryMarshal.Read<Guid>(stream),
            FamilyCount = BinaryPrimitives.ReadUInt16LittleEndian(stream.Slice(20)),
            FamilySequenceNumber = BinaryPrimitives.ReadUInt16LittleEndian(stream.Slice(24)),
            // In unmirrored media, the only ones seen, both places hold 1; which of them counts mirrors is not known.
            MirrorCount = mirrors == 1 && BinaryPrimitives.ReadUInt16LittleEndian(stream.Slice(30)) == 1 ? 1 : null,
        };
    }

    public static byte[] Write(MediaHeader media)
    {
        var texts = new TextArea(FixedLength);
        var name = texts.Add(media.MediaName);
        var description = texts.Add(media.MediaDescription);
        var software = texts.Add(media.SoftwareName);
        var block = new byte[(texts.End + 3) & ~3];
        texts.CopyTo(block);
        media.MediaFamilyId.ToByteArray().AsSpan(0, 4).CopyTo(block.AsSpan(MediaFamilyId));
        var attributes = AttributeSoftFilemarks | AttributeSqlServer | (media.MediaLabelPresent ? AttributeMediaLabel : 0);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(TapeAttributes), attributes);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SequenceNumber), (ushort)media.MediaSequenceNumber);
        block[SoftFilemarkSize] = 1;
        block[CatalogType] = 3;
        name.Write(block.AsSpan(MediaName));
        description.Write(block.AsSpan(MediaDescription));
        software.Write(block.AsSpan(SoftwareName));
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(LogicalBlockSize), (ushort)media.BlockSize);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SoftwareVendorId), (ushort)media.SoftwareVendorId);
        MtfDate.Write(block.AsSpan(MediaDate), media.MediaDate);
        block[MajorVersion] = 1;
        new DescriptorBlock
        {
            Type = BlockType.Tape,
            Attributes = UsesSoftFilemarks,
            StreamsOffset = (ushort)block.Length,
            TextType = DescriptorBlock.UnicodeText,
        }.Write(block);
        return block;
    }

    public static byte[] WriteMediaSet(MediaHeader media)
    {
        var stream = new byte[MediaSetStreamLength];
        media.MediaSetId.ToByteArray().CopyTo(stream, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(16), 0xF00000AD);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(20), (ushort)media.FamilyCount);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(22), (ushort)(media.MirrorCount ?? 1));
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(24), (ushort)media.FamilySequenceNumber);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(30), (ushort)(media.MirrorCount ?? 1));
        return stream;
    }
}
