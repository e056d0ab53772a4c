namespace BizTalkDR.Backups;

/// <summary>Which sources a backup history is read from; several may be named.</summary>
[Flags]
public enum HistorySources
{
    /// <summary>Everything that can be reached, and what was given.</summary>
    Automatic = 0,

    /// <summary>adm_BackupHistory in the management database.</summary>
    BackupJob = 1,

    /// <summary>bts_LogShippingHistory on the destination instances.</summary>
    LogShipping = 2,

    /// <summary>msdb.dbo.backupset and backupmediafamily of the source instances.</summary>
    Msdb = 4,

    /// <summary>The backup files in <see cref="BackupHistoryOptions.BackupPaths"/>, read without SQL Server.</summary>
    Files = 8,

    /// <summary>The rows in <see cref="BackupHistoryOptions.Headers"/>.</summary>
    Headers = 16,
}

/// <summary>Where a backup history is read, besides or instead of the group's own tables.</summary>
public sealed record BackupHistoryOptions
{
    /// <summary>Everything that can be reached, nothing given.</summary>
    public static BackupHistoryOptions Automatic { get; } = new();

    /// <summary>The sources to read; a source that is named and can't be read is an error, one that was only tried is a warning.</summary>
    public HistorySources Sources { get; init; }

    /// <summary>Backup files, or folders and shares that are searched with all their subfolders, as this computer sees them.</summary>
    public IReadOnlyList<string> BackupPaths { get; init; } = [];

    /// <summary>
    /// Where files were moved: folder as the history knows it, folder where they are now as the restoring instance sees it. The longest folder
    /// that fits decides; upper and lower case, slash and backslash are the same.
    /// </summary>
    public IReadOnlyDictionary<string, string> PathMap { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Headers from elsewhere (JSON, other tools): of each backup its properties by the names of RESTORE HEADERONLY, and the path of its file.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Headers { get; init; } = [];

    /// <summary>How far back the tables are read. They are read whole where files or headers are given, which may be of any age.</summary>
    public HistoryExtent Extent { get; init; } = HistoryExtent.Recent;

    /// <summary>Whether only what needs no instance is read: files and given headers.</summary>
    public bool NeedsNoInstance => Sources != HistorySources.Automatic && (Sources & ~(HistorySources.Files | HistorySources.Headers)) == 0;

    /// <summary>Whether a source is to be read.</summary>
    internal bool Wants(HistorySources source) => Sources == HistorySources.Automatic || (Sources & source) != 0;

    /// <summary>Whether a source was named: then it has to be readable.</summary>
    internal bool Names(HistorySources source) => (Sources & source) != 0;
}
