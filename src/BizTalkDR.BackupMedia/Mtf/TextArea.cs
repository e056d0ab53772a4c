using System.Text;

namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>Builds the variable part of a block or record: bytes laid one after another behind the fixed part, each with its address.</summary>
internal sealed class TextArea(int start)
{
    private readonly List<byte> bytes = [];

    public int End => start + bytes.Count;

    public TextAddress Add(string? text) => Add(text is null ? [] : Encoding.Unicode.GetBytes(text));

    public TextAddress Add(byte[] content)
    {
        if (content.Length == 0)
            return default;
        var address = new TextAddress(checked((ushort)content.Length), checked((ushort)End));
        bytes.AddRange(content);
        return address;
    }

    public void CopyTo(Span<byte> owner) => bytes.ToArray().CopyTo(owner.Slice(start));
}
