using System.Buffers.Binary;
using System.Text;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>Where a block or record keeps a text: a length in bytes and an offset, both 16 bits ("MTF_TAPE_ADDRESS").</summary>
internal readonly record struct TextAddress(ushort Length, ushort Offset)
{
    public const int Size = 4;

    public static TextAddress Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2)));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(2), Offset);
    }

    /// <summary>The bytes it points at, or none when they are not all within <paramref name="owner"/>.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> owner) => Offset + Length <= owner.Length ? owner.Slice(Offset, Length) : default;

    /// <summary>The text it points at, without trailing zeros; null when there is none.</summary>
    public string? TextIn(ReadOnlySpan<byte> owner, bool unicode = true)
    {
        if (Length == 0)
            return null;
        var bytes = In(owner);
        var unit = unicode ? sizeof(char) : 1;
        var length = bytes.Length / unit * unit;
        while (length > 0 && bytes[length - 1] == 0 && bytes[length - unit] == 0)
            length -= unit;
        return length == 0 ? null : Decode(unicode ? Encoding.Unicode : Encoding.ASCII, bytes.Slice(0, length));
    }

    private static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes) =>
#if NETFRAMEWORK
        encoding.GetString(bytes.ToArray());
#else
        encoding.GetString(bytes);
#endif
}
