using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The SSET block: the beginning of a backup set. SQL Server keeps the set's identifier and expiration date in the operating system part.</summary>
internal static class StartOfSetBlock
{
    private const int FixedLength = 100;
    private const int SetDataLength = 21;
    private const int SetAttributes = 52;
    private const int CompressionAlgorithm = 58;
    private const int SoftwareVendorId = 60;
    private const int SetNumber = 62;
    private const int Name = 64;
    private const int Description = 68;
    private const int Password = 72;
    private const int UserName = 76;
    private const int PhysicalAddress = 80;
    private const int WriteDate = 88;
    private const int SoftwareMajor = 93;
    private const int SoftwareMinor = 94;
    private const int TimeZone = 95;
    private const int CatalogVersion = 97;
    private const int AttributeCopy = 2;
    private const int AttributeNormal = 4;
    private const int AttributeDifferential = 8;
    private const sbyte UnknownTimeZone = 127;
    private const int MinutesPerTimeZoneStep = 15;

    /// <summary>Whether the set says that it is compressed.</summary>
    public static bool IsCompressed(ReadOnlySpan<byte> block) =>
        block.Length >= FixedLength && BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(CompressionAlgorithm)) != 0;

    public static BackupSetHeader Read(ReadOnlySpan<byte> block, DescriptorBlock common)
    {
        if (block.Length < FixedLength)
            return new BackupSetHeader();
        var unicode = common.TextType == DescriptorBlock.UnicodeText;
        var setData = common.OperatingSystemData.In(block);
        var zone = (sbyte)block[TimeZone];
        return new BackupSetHeader
        {
            BackupName = TextAddress.Read(block.Slice(Name)).TextIn(block, unicode),
            BackupDescription = TextAddress.Read(block.Slice(Description)).TextIn(block, unicode),
            UserName = TextAddress.Read(block.Slice(UserName)).TextIn(block, unicode),
            IsPasswordProtected = TextAddress.Read(block.Slice(Password)).Length > 0,
            SoftwareVendorId = BinaryPrimitives.ReadUInt16LittleEndian(block.Slice(SoftwareVendorId)),
            Compressed = IsCompressed(block),
            BackupStartDate = MtfDate.Read(block.Slice(WriteDate)),
            IsCopyOnly = (block[SetAttributes] & AttributeCopy) != 0,
            TimeZoneOffset = zone is < -56 or > 56 ? null : TimeSpan.FromMinutes(zone * MinutesPerTimeZoneStep),
            BackupSetGUID = setData.Length >= 16 ? MemoryMarshal.Read<Guid>(setData) : null,
            ExpirationDate = setData.Length >= SetDataLength ? MtfDate.Read(setData.Slice(16, MtfDate.Length)) : null,
        };
    }

    public static byte[] Write(BackupSetHeader header, long address, ushort compressionAlgorithm)
    {
        var setData = new byte[SetDataLength];
        (header.BackupSetGUID ?? Guid.Empty).ToByteArray().CopyTo(setData, 0);
        MtfDate.Write(setData.AsSpan(16), header.ExpirationDate);
        var texts = new TextArea(FixedLength);
        var setDataAddress = texts.Add(setData);
        texts.Add(new byte[1]);
        var name = texts.Add(header.BackupName);
        var description = texts.Add(header.BackupDescription);
        var user = texts.Add(header.UserName);
        var block = new byte[(texts.End + 3) & ~3];
        texts.CopyTo(block);
        block[SetAttributes] = (byte)(
            (header.DifferentialBaseLSN is null ? AttributeNormal : AttributeDifferential) | (header.IsCopyOnly ? AttributeCopy : 0)
        );
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(CompressionAlgorithm), compressionAlgorithm);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SoftwareVendorId), (ushort)(header.SoftwareVendorId ?? 0x1200));
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(SetNumber), (ushort)header.Position);
        name.Write(block.AsSpan(Name));
        description.Write(block.AsSpan(Description));
        user.Write(block.AsSpan(UserName));
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(PhysicalAddress), address);
        MtfDate.Write(block.AsSpan(WriteDate), header.BackupStartDate);
        block[SoftwareMajor] = (byte)(header.SoftwareVersionMajor ?? 0);
        block[SoftwareMinor] = (byte)(header.SoftwareVersionMinor ?? 0);
        var steps = header.TimeZoneOffset is { } offset ? (sbyte)(offset.TotalMinutes / MinutesPerTimeZoneStep) : UnknownTimeZone;
        block[TimeZone] = (byte)steps;
        block[CatalogVersion] = 2;
        new DescriptorBlock
        {
            Type = BlockType.StartOfSet,
            StreamsOffset = (ushort)block.Length,
            TextType = DescriptorBlock.UnicodeText,
            OperatingSystemData = setDataAddress,
        }.Write(block);
        return block;
    }
}
