using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The 22 bytes before every stream of a descriptor block (Microsoft Tape Format 1.00a, "Stream Header").</summary>
internal readonly struct StreamHeader
{
    public const int HeaderLength = 22;

    /// <summary>More pieces of the stream follow, each with its own header.</summary>
    public const ushort Variable = 0x02;

    /// <summary>The last piece of a variable stream.</summary>
    public const ushort VariableEnd = 0x04;

    public const ushort Encrypted = 0x08;
    public const ushort Compressed = 0x10;

    /// <summary>The stream only fills up the space to where the next one must begin (APAD carries it).</summary>
    public const ushort Filler = 0x80;

    /// <summary>A CSUM stream with the checksum follows.</summary>
    public const ushort Checksummed = 0x100;

    public uint Type { get; init; }

    public ushort MediaAttributes { get; init; }

    public long Length { get; init; }

    public ushort EncryptionAlgorithm { get; init; }

    public ushort CompressionAlgorithm { get; init; }

    public bool Has(ushort attribute) => (MediaAttributes & attribute) != 0;

    /// <summary>Reads a header; false when its checksum is wrong, its length can't be, or it has no name: zeros have a right checksum.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StreamHeader header)
    {
        header = default;
        if (bytes.Length < HeaderLength)
            return false;
        var checksum = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(20));
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8));
        var type = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (checksum != MtfChecksum.OfHeader(bytes.Slice(0, 20)) || length < 0 || type == 0)
            return false;
        header = new StreamHeader
        {
            Type = type,
            MediaAttributes = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(6)),
            Length = length,
            EncryptionAlgorithm = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(16)),
            CompressionAlgorithm = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(18)),
        };
        return true;
    }

    public void Write(Span<byte> bytes)
    {
        bytes.Slice(0, HeaderLength).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(6), MediaAttributes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.Slice(8), Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(16), EncryptionAlgorithm);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(18), CompressionAlgorithm);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(20), MtfChecksum.OfHeader(bytes.Slice(0, 20)));
    }
}
