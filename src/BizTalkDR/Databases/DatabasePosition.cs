using BizTalkDR.Backups;
using BizTalkDR.Paths;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>Where a database stands on an instance: what has been restored, and what it waits for.</summary>
public sealed record DatabasePosition
{
    /// <summary>The topology name of the instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database's name on that instance.</summary>
    public required string Database { get; init; }

    /// <summary>Its state.</summary>
    public DatabaseState State { get; init; }

    /// <summary>Its recovery model.</summary>
    public RecoveryModel RecoveryModel { get; init; }

    /// <summary>The redo point (<c>sys.master_files.redo_start_lsn</c> of the primary file): the next log must contain it.</summary>
    public decimal? RedoStartLsn { get; init; }

    /// <summary>The recovery fork of the redo point (<c>redo_start_fork_guid</c>).</summary>
    public Guid? RedoStartFork { get; init; }

    /// <summary>The last backup restored into it (msdb.dbo.restorehistory).</summary>
    public LastRestore? LastRestore { get; init; }

    /// <summary>The source database it is a copy of, as the restored backups say: server name and database name.</summary>
    public DatabaseKey? SourceDatabase { get; init; }

    /// <summary>
    /// The mark of its MarkLog to show: the one its last restore stopped at if the table holds it and the instance has set no other since, else
    /// the one whose name has the latest time. Null if it can't be read (not ONLINE, no such table) or is empty. It proves nothing by itself:
    /// <see cref="AtMark"/> does.
    /// </summary>
    public string? LastMark { get; init; }

    /// <summary>What its MarkLog says of the mark its last restore stopped at; null if it was not read, or no restore stopped at a mark.</summary>
    internal MarkLogReading? MarkLog { get; init; }

    /// <summary>The family of the database, the same in all its copies (<c>sys.database_recovery_status.family_guid</c>).</summary>
    internal Guid? FamilyGuid { get; init; }

    /// <summary>The recovery fork an online database is on (<c>recovery_fork_guid</c>).</summary>
    internal Guid? RecoveryFork { get; init; }

    /// <summary>Where that fork left the one before (<c>fork_point_lsn</c>): where an online database was recovered; null if never.</summary>
    internal decimal? ForkPointLsn { get; init; }

    /// <summary>Whether only one session may use it (<c>sys.databases.user_access_desc</c>).</summary>
    internal bool IsSingleUser { get; init; }

    /// <summary>Its files on this instance.</summary>
    public IReadOnlyList<DatabaseFileLayout> Files
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a restore can go on from here.</summary>
    public bool CanContinue => State is DatabaseState.Restoring or DatabaseState.Standby;

    /// <summary>Instance and name.</summary>
    public DatabaseKey Key => new(Instance, Database);

    /// <summary>The database, its state, and its redo point if it has one.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Key}: {State}{(RedoStartLsn is null ? "" : ", redo point ")}{RedoStartLsn}");

    /// <summary>Where a database stands that the instance does not have.</summary>
    public static DatabasePosition Missing(string instance, string database) => new() { Instance = instance, Database = database };
}

/// <summary>The last restore of a database, from msdb.dbo.restorehistory and the backup set it names.</summary>
public sealed record LastRestore
{
    /// <summary>The kind of backup.</summary>
    public BackupType Type { get; init; }

    /// <summary>The file; the first stripe where there are several.</summary>
    public string? Path { get; init; }

    /// <summary>When it was restored, the instance's local time.</summary>
    public DateTime? RestoredAt { get; init; }

    /// <summary>The backup's first LSN.</summary>
    public decimal? FirstLsn { get; init; }

    /// <summary>The backup's last LSN.</summary>
    public decimal? LastLsn { get; init; }

    /// <summary>The mark named by STOPATMARK or STOPBEFOREMARK, if one was (<c>restorehistory.stop_at_mark_name</c>).</summary>
    public string? StopAtMarkName { get; init; }

    /// <summary>Whether the restore stopped before the mark (<c>restorehistory.stop_before</c>).</summary>
    public bool StopBeforeMark { get; init; }

    /// <summary>The identity of the backup (<c>backupset.backup_set_uuid</c>).</summary>
    internal Guid? BackupSetGuid { get; init; }

    /// <summary>The family of the database that was backed up (<c>backupset.family_guid</c>).</summary>
    internal Guid? FamilyGuid { get; init; }

    /// <summary>The file's name without its folder.</summary>
    public string? FileName => Path is null ? null : ServerPath.FileName(Path);

    /// <summary>The kind of backup and its file.</summary>
    public override string ToString() => $"{Type}: {Path}";
}
