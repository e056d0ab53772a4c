namespace BizTalkDR.BackupMedia;

/// <summary>How a backup set is written.</summary>
public sealed record BackupSetOptions
{
    /// <summary>Whether payloads get checksums (WITH CHECKSUM).</summary>
    public bool Checksum { get; init; }

    /// <summary>Whether payloads are compressed (WITH COMPRESSION), with Deflate, which no SQL Server reads.</summary>
    public bool Compression { get; init; }
}
