namespace BizTalkDR.BackupMedia.Mtf;

/// <summary>Compression algorithm numbers in SSET blocks and stream headers.</summary>
internal static class PayloadCompression
{
    /// <summary>Deflate (RFC 1951), used by this library only. SQL Server compresses otherwise.</summary>
    public const ushort Deflate = 0x1951;
}
