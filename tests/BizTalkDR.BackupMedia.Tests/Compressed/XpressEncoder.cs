namespace BizTalkDR.BackupMedia.Tests.Compressed;

/// <summary>
/// Compresses for tests, as MS-XCA describes "LZ77+Huffman" chunks, in the plainest way: every symbol has a code of nine bits, and only repeats of
/// the byte before are copied.
/// </summary>
internal sealed class XpressEncoder
{
    private const int CodeLength = 9;
    private readonly List<bool> bits = [];
    private readonly List<(int Word, byte[] Bytes)> inserts = [];

    public static byte[] Encode(ReadOnlySpan<byte> content)
    {
        var encoder = new XpressEncoder();
        for (var i = 0; i < content.Length; )
        {
            var run = 0;
            while (i > 0 && i + run < content.Length && content[i + run] == content[i - 1] && run < 40_000)
                run++;
            if (run < 3)
            {
                encoder.Add(content[i++], CodeLength);
                continue;
            }
            encoder.AddCopyOfByteBefore(run);
            i += run;
        }
        return [.. Enumerable.Repeat((byte)(CodeLength << 4 | CodeLength), 256), .. encoder.Assemble()];
    }

    private void AddCopyOfByteBefore(int length)
    {
        var stated = length - 3;
        Add(256 + Math.Min(stated, 15), CodeLength);
        if (stated < 15)
            return;
        // The decoder takes further bytes of the length from where it stands in its input: 16 to 32 bits ahead of the bits it has used.
        var word = 2 + (Math.Max(0, bits.Count - 16) + 15) / 16;
        inserts.Add((word, stated - 15 < 255 ? [(byte)(stated - 15)] : [255, (byte)stated, (byte)(stated >> 8)]));
    }

    private void Add(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
            bits.Add((value >> i & 1) != 0);
    }

    private byte[] Assemble()
    {
        var bytes = new List<byte>();
        var words = Math.Max((bits.Count + 15) / 16, 2);
        for (var word = 0; word <= Math.Max(words, inserts.Count == 0 ? 0 : inserts.Max(insert => insert.Word)); word++)
        {
            foreach (var insert in inserts.Where(insert => insert.Word == word))
                bytes.AddRange(insert.Bytes);
            var value = 0;
            for (var i = 0; i < 16; i++)
                value = value << 1 | (word * 16 + i < bits.Count && bits[word * 16 + i] ? 1 : 0);
            bytes.AddRange([(byte)value, (byte)(value >> 8)]);
        }
        return [.. bytes];
    }
}
