using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>How a set of databases is backed up.</summary>
public sealed record DatabaseSetBackupOptions
{
    /// <summary>The folder, as the instances see it; it must exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the backups leave the differential base alone (WITH COPY_ONLY).</summary>
    public bool CopyOnly { get; init; }

    /// <summary>Whether each file is verified afterwards (RESTORE VERIFYONLY WITH CHECKSUM).</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The instance that verifies the backup of a database; null: the one that took it.</summary>
    public Func<DatabaseKey, InstanceReference>? VerifyOn { get; init; }

    /// <summary>Whether the backups are compressed; null for the server's default.</summary>
    public bool? Compress { get; init; }

    /// <summary>How many databases are backed up at once.</summary>
    public int ThrottleLimit { get; init; } = 4;
}

/// <summary>How far a set backup is.</summary>
/// <param name="Database">The database.</param>
/// <param name="Activity">What is being done: <c>Backup</c> or <c>Verify</c>.</param>
/// <param name="DatabasePercent">Percent of the present activity.</param>
/// <param name="OverallPercent">Percent of the whole set.</param>
public sealed record DatabaseSetProgress(DatabaseKey Database, string Activity, int DatabasePercent, int OverallPercent);

/// <summary>The full backup of one database.</summary>
public sealed record DatabaseBackupResult
{
    /// <summary>The database, by topology name of the instance and name.</summary>
    public required DatabaseKey Database { get; init; }

    /// <summary>The file; null if nothing was written.</summary>
    public BackupFile? File { get; init; }

    /// <summary>Whether the backup was written.</summary>
    public bool IsBackedUp { get; init; }

    /// <summary>Whether this call has written a backup, whatever became of it when it was verified.</summary>
    public bool Changed => IsBackedUp;

    /// <summary>Whether RESTORE VERIFYONLY found it good.</summary>
    public bool IsVerified { get; init; }

    /// <summary>How long it took, verification included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What is to be known of a backup that is good all the same; null if nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public BizTalkDRException? Error { get; init; }

    /// <summary>The database, and its backup or why there is none.</summary>
    public override string ToString() => $"{Database}: {(Error is null ? $"{File}" : Error.Message)}";
}
