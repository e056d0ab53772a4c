using BizTalkDR.Paths;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>The backup of one database: one backup set in one file (or in several stripes).</summary>
public sealed record BackupFile
{
    /// <summary>The database that was backed up; its server is the topology name where it could be resolved.</summary>
    public required DatabaseKey Database { get; init; }

    /// <summary>The server as the history names it.</summary>
    public string? ServerName { get; init; }

    /// <summary>The kind of backup.</summary>
    public BackupType Type { get; init; }

    /// <summary>The file; all stripes where there are several. Paths as the restoring instance sees them.</summary>
    public required IReadOnlyList<string> Paths
    {
        get;
        init => field = Indexed.List(value);
    }

    /// <summary>How many stripes (media families) the backup was written to, if known: all of them are needed.</summary>
    public int? StripeCount { get; init; }

    /// <summary>The position of the set in the file, from 1.</summary>
    public int Position { get; init; } = 1;

    /// <summary>The mark that a log backup holds, where its row tells it; the names of the job's files tell it too.</summary>
    public string? MarkName { get; init; }

    /// <summary>The media set that the files belong to, if it was told.</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>The media family of each of the <see cref="Paths"/>; empty where they were not told.</summary>
    public IReadOnlyList<Guid> MediaFamilyIds
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>When the backup was taken, as the history says (server time or UTC, as the job was set up).</summary>
    public DateTime? BackupDate { get; init; }

    /// <summary>What the file says of itself, if it was read.</summary>
    public BackupHeader? Header { get; init; }

    /// <summary>Where the header comes from: an instance or the caller (Headers), msdb, or the file itself (Files); null without a header.</summary>
    public HistorySource? HeaderSource { get; init; }

    /// <summary>The instance that has read the header with RESTORE HEADERONLY, so that it can read the file; null if none has.</summary>
    public string? ReadBy { get; init; }

    /// <summary>The database's files, if they were read (RESTORE FILELISTONLY).</summary>
    public IReadOnlyList<DatabaseFileLayout> FileList
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Why the file can't be used (missing, damaged, other database), or null.</summary>
    public string? Defect { get; init; }

    /// <summary>
    /// Why it could not be read where it was tried, or null: a missing right or certificate, a format that the reader does not know. Unlike a
    /// <see cref="Defect"/> it says nothing of the file, and what other sources tell of it stays.
    /// </summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether a log shipping table says that it was restored; null if none says so.</summary>
    public bool? IsRestored { get; init; }

    /// <summary>What the backup is, as far as it is known; null without a header.</summary>
    public BackupIdentity? Identity => BackupIdentity.Of(this);

    /// <summary>The first path.</summary>
    public string Path => Paths[0];

    /// <summary>The file's name without its folder.</summary>
    public string FileName => ServerPath.FileName(Path);

    /// <summary>Why it can't be restored: its defect, missing stripes, or a header that calls it damaged; null if it can.</summary>
    internal string? Unusable =>
        Defect
        ?? (
            StripeCount > Paths.Count ? $"It was written to {StripeCount} stripes, of which {Paths.Count} are known."
            : Header?.IsDamaged == true ? "Its header says that it is damaged."
            : Header?.IsPasswordProtected == true
                ? "It is protected with a password: SQL Server 2012 and later restore it only with the password, which is not known here."
            : Header?.IsSnapshot == true ? "It is a snapshot: only the tool that took it can bring it back."
            : null
        );

    /// <summary>The file, how many stripes there are, and the position if it is not the first.</summary>
    public override string ToString() =>
        Path + (Paths.Count > 1 ? $" and {Paths.Count - 1} more" : "") + (Position > 1 ? $" (position {Position})" : "");

    /// <summary>Bytes to read when it is restored, if known.</summary>
    public long? SizeBytes => Header?.CompressedBackupSize ?? Header?.BackupSize;
}
