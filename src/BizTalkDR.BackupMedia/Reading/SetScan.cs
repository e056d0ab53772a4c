namespace BizTalkDR.BackupMedia.Reading;

/// <summary>What a scan found out about one backup set of a file.</summary>
internal sealed record SetScan
{
    public required BackupSetHeader Header { get; init; }

    /// <summary>Where its SSET block begins.</summary>
    public required long Start { get; init; }

    /// <summary>Where the first block after the MSCI block begins; -1 when there is none.</summary>
    public long PayloadStart { get; init; } = -1;

    /// <summary>Where the next set begins, or would; -1 when the set is not finished.</summary>
    public long Next { get; init; } = -1;

    public int StripeUnit { get; init; }

    /// <summary>Where its filemarks lie.</summary>
    public IReadOnlyList<long> Filemarks { get; init; } = [];

    /// <summary>Whether it is unfinished only because the file ends.</summary>
    public bool IsCutOff { get; init; }

    public bool IsComplete => Next >= 0;
}
