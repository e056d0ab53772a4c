using System.Buffers.Binary;

namespace BizTalkDR.BackupMedia.Compressed;

/// <summary>
/// Decompresses one chunk of the Xpress algorithm with Huffman codes (MS-XCA, "LZ77+Huffman"): 256 bytes with the code lengths of 512 symbols, four
/// bits each, then the bits. Symbols below 256 are bytes, the others are copies of bytes before.
/// </summary>
internal sealed class XpressDecoder
{
    private const int Symbols = 512;
    private const int TableLength = Symbols / 2;
    private const int LongestCode = 15;
    private readonly ushort[] symbolOfPrefix = new ushort[1 << LongestCode];
    private readonly byte[] lengths = new byte[Symbols];
    private readonly byte[] input;
    private int at = TableLength;
    private uint bits;
    private int extraBits;

    private XpressDecoder(byte[] chunk) => input = chunk;

    /// <summary>Whether a chunk begins with a complete code: every other table of lengths is none.</summary>
    public static bool HasCompleteCode(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < TableLength)
            return false;
        var used = 0;
        foreach (var pair in chunk.Slice(0, TableLength))
            used += Space(pair & 0xF) + Space(pair >> 4);
        return used == 1 << LongestCode;
    }

    /// <summary>The decompressed bytes, or null when the chunk does not decompress to just <paramref name="length"/> of them.</summary>
    public static byte[]? Decode(byte[] chunk, int length)
    {
        if (!HasCompleteCode(chunk))
            return null;
        var decoder = new XpressDecoder(chunk);
        decoder.BuildTable();
        return decoder.Run(length);
    }

    private static int Space(int codeLength) => codeLength == 0 ? 0 : 1 << (LongestCode - codeLength);

    private void BuildTable()
    {
        for (var i = 0; i < TableLength; i++)
            (lengths[2 * i], lengths[2 * i + 1]) = ((byte)(input[i] & 0xF), (byte)(input[i] >> 4));
        var next = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                if (lengths[symbol] != length)
                    continue;
                symbolOfPrefix.AsSpan(next, Space(length)).Fill((ushort)symbol);
                next += Space(length);
            }
        }
    }

    private byte[]? Run(int length)
    {
        bits = (uint)NextWord() << 16;
        bits |= NextWord();
        extraBits = 16;
        var output = new byte[length];
        var written = 0;
        while (written < length)
        {
            if (at > input.Length + 4)
                return null;
            var symbol = symbolOfPrefix[bits >> (32 - LongestCode)];
            Consume(lengths[symbol]);
            if (symbol < 256)
            {
                output[written++] = (byte)symbol;
                continue;
            }
            var count = CopyLength(symbol & 0xF);
            var distanceBits = symbol - 256 >> 4;
            var distance = (1 << distanceBits) + (int)(distanceBits == 0 ? 0 : bits >> (32 - distanceBits));
            Consume(distanceBits);
            if (distance > written || count > length - written)
                return null;
            for (; count > 0; count--, written++)
                output[written] = output[written - distance];
        }
        return output;
    }

    private int CopyLength(int stated)
    {
        if (stated == 15)
        {
            var more = NextByte();
            stated = more < 255 ? more + 15 : Math.Max(NextWord(), (ushort)15);
        }
        return stated + 3;
    }

    private void Consume(int count)
    {
        bits <<= count;
        extraBits -= count;
        if (extraBits >= 0)
            return;
        bits |= (uint)NextWord() << -extraBits;
        extraBits += 16;
    }

    private byte NextByte() => at < input.Length ? input[at++] : (byte)(at++ & 0);

    private ushort NextWord()
    {
        var word = at + 1 < input.Length ? BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(at)) : (ushort)0;
        at += 2;
        return word;
    }
}
