using BizTalkDR.Paths;

namespace BizTalkDR.Backups;

/// <summary>What one source says, before it is merged with others.</summary>
internal sealed record SourceHistory
{
    /// <summary>The source.</summary>
    public required HistorySource Source { get; init; }

    /// <summary>Sets by their ids: only the tables of the backup job and of log shipping know them.</summary>
    public IReadOnlyList<BackupSet> Sets { get; init; } = [];

    /// <summary>Whether the tables were read to their first set.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Backups by what their headers say; which set they belong to, if any, only their file names tell.</summary>
    public IReadOnlyList<BackupFile> Backups { get; init; } = [];

    /// <summary>Files that could not be read as backups.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable { get; init; } = [];

    /// <summary>The folders that were searched through, as they go by in paths: what should be there and was not found is missing.</summary>
    public IReadOnlyList<string> Searched { get; init; } = [];

    /// <summary>What the reader noticed.</summary>
    public IReadOnlyList<BackupContradiction> Contradictions { get; init; } = [];

    /// <summary>What the reader noticed, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A file that could not be read as a backup.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="IsDefect">Whether the file is at fault; false if only an instance can read it (encrypted, compressed by an old version).</param>
internal sealed record UnreadableFile(string Path, string Reason, bool IsDefect)
{
    /// <summary>The file's name without its folder.</summary>
    public string FileName => ServerPath.FileName(Path);
}
