namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>The four-letter names of descriptor blocks and of streams, as the little-endian numbers that files hold.</summary>
internal static class BlockType
{
    public const uint Tape = 'T' | 'A' << 8 | 'P' << 16 | 'E' << 24;
    public const uint SoftFilemark = 'S' | 'F' << 8 | 'M' << 16 | 'B' << 24;
    public const uint StartOfSet = 'S' | 'S' << 8 | 'E' << 16 | 'T' << 24;
    public const uint Volume = 'V' | 'O' << 8 | 'L' << 16 | 'B' << 24;
    public const uint Configuration = 'M' | 'S' << 8 | 'C' << 16 | 'I' << 24;
    public const uint Data = 'M' | 'S' << 8 | 'D' << 16 | 'A' << 24;
    public const uint Log = 'M' | 'S' << 8 | 'T' << 16 | 'L' << 24;
    public const uint Summary = 'M' | 'S' << 8 | 'L' << 16 | 'S' << 24;
    public const uint EndOfSet = 'E' | 'S' << 8 | 'E' << 16 | 'T' << 24;

    /// <summary>Name of a block or stream for messages.</summary>
    public static string Name(uint type)
    {
        var letters = new[] { (char)(type & 0xFF), (char)(type >> 8 & 0xFF), (char)(type >> 16 & 0xFF), (char)(type >> 24) };
        return Array.TrueForAll(letters, c => c is >= ' ' and <= '~') ? new string(letters) : $"0x{type:X8}";
    }
}

/// <summary>The four-letter names of streams.</summary>
internal static class StreamType
{
    public const uint MediaSet = 'R' | 'A' << 8 | 'I' << 16 | 'D' << 24;
    public const uint Padding = 'S' | 'P' << 8 | 'A' << 16 | 'D' << 24;
    public const uint Alignment = 'A' | 'P' << 8 | 'A' << 16 | 'D' << 24;
    public const uint Configuration = 'M' | 'Q' << 8 | 'C' << 16 | 'I' << 24;
    public const uint Data = 'M' | 'Q' << 8 | 'D' << 16 | 'A' << 24;
    public const uint Log = 'M' | 'Q' << 8 | 'T' << 16 | 'L' << 24;
    public const uint Checksum = 'C' | 'S' << 8 | 'U' << 16 | 'M' << 24;
}
