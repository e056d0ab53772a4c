using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The 52 bytes that every descriptor block begins with (Microsoft Tape Format 1.00a, "Common Block Header").</summary>
internal readonly struct DescriptorBlock
{
    public const int HeaderLength = 52;
    public const byte UnicodeText = 2;
    private const byte WindowsNT = 14;

    public uint Type { get; init; }

    public uint Attributes { get; init; }

    /// <summary>Where the block's streams begin, from the block's beginning.</summary>
    public ushort StreamsOffset { get; init; }

    /// <summary>Address of the block within its set, in logical blocks.</summary>
    public ulong LogicalAddress { get; init; }

    public uint ControlBlockId { get; init; }

    public TextAddress OperatingSystemData { get; init; }

    public byte TextType { get; init; }

    /// <summary>Reads a header; false when its checksum is wrong or it points outside itself.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out DescriptorBlock block)
    {
        block = default;
        if (bytes.Length < HeaderLength)
            return false;
        var streams = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(8));
        var checksum = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(50));
        if (checksum != MtfChecksum.OfHeader(bytes.Slice(0, 50)) || streams < HeaderLength || streams % 4 != 0)
            return false;
        block = new DescriptorBlock
        {
            Type = BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            Attributes = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4)),
            StreamsOffset = streams,
            LogicalAddress = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(20)),
            ControlBlockId = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(36)),
            OperatingSystemData = TextAddress.Read(bytes.Slice(44)),
            TextType = bytes[48],
        };
        return true;
    }

    public void Write(Span<byte> bytes)
    {
        bytes.Slice(0, HeaderLength).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Type);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(4), Attributes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(8), StreamsOffset);
        bytes[10] = WindowsNT;
        bytes[11] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice(20), LogicalAddress);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(36), ControlBlockId);
        OperatingSystemData.Write(bytes.Slice(44));
        bytes[48] = TextType;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(50), MtfChecksum.OfHeader(bytes.Slice(0, 50)));
    }
}
