using BizTalkDR.Backups;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Plan;

/// <summary>What a restore action does.</summary>
public enum RestoreActionKind
{
    /// <summary>RESTORE DATABASE from a full backup, WITH NORECOVERY.</summary>
    Full,

    /// <summary>RESTORE DATABASE from a differential backup, WITH NORECOVERY.</summary>
    Differential,

    /// <summary>RESTORE LOG, WITH NORECOVERY and STOPATMARK.</summary>
    Log,

    /// <summary>RESTORE DATABASE WITH RECOVERY; only after every database of the plan has reached the mark.</summary>
    Recovery,
}

/// <summary>One statement of a restore plan.</summary>
public sealed record RestoreAction
{
    /// <summary>What it does.</summary>
    public RestoreActionKind Kind { get; init; }

    /// <summary>The backup it restores; null for the recovery.</summary>
    public BackupFile? Backup { get; init; }

    /// <summary>The backup set it belongs to, if it is one of the job's.</summary>
    public long? SetId { get; init; }

    /// <summary>For a log: the mark to stop at.</summary>
    public string? StopAtMark { get; init; }

    /// <summary>For a log: AFTER, where the mark's name occurs more than once.</summary>
    public DateTime? StopAfter { get; init; }

    /// <summary>For a log: whether this one holds the mark. If it turns out not to, the database is never recovered.</summary>
    public bool HoldsMark { get; init; }

    /// <summary>The files that the backup makes elsewhere than it says: all of a full backup, those added since of a later one.</summary>
    public IReadOnlyList<FileMove> Moves
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>For a full backup: whether an existing database is overwritten.</summary>
    public bool Replace { get; init; }

    /// <summary>Bytes to read, if known.</summary>
    public long? SizeBytes => Backup?.SizeBytes;

    /// <summary>What it does, and with which backup.</summary>
    public override string ToString() => Backup is null ? $"{Kind}" : $"{Kind}: {Backup}";
}
