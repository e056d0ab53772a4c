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
        var bytes = In(owner).ToArray();
        var text = unicode ? Encoding.Unicode.GetString(bytes, 0, bytes.Length & ~1) : Encoding.ASCII.GetString(bytes);
        text = text.TrimEnd('\0');
        return text.Length == 0 ? null : text;
    }
}
