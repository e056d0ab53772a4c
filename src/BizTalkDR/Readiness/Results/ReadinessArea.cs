namespace BizTalkDR.Readiness.Results;

/// <summary>What a readiness check is about.</summary>
public enum ReadinessArea
{
    /// <summary>The instances: do they answer, which versions, does the Agent run.</summary>
    Instance,

    /// <summary>The recovery model of every database.</summary>
    RecoveryModel,

    /// <summary>The Backup BizTalk Server job: its state, its schedule and what its steps say.</summary>
    BackupJob,

    /// <summary>The backup sets: partial ones, gaps, the age of the last usable mark, whether a restore could be planned.</summary>
    BackupSet,

    /// <summary>The backup files: can the destination read them, and where do they lie.</summary>
    BackupFile,

    /// <summary>Log shipping: its jobs, and how far the destination is behind.</summary>
    LogShipping,

    /// <summary>The state of the databases on the destination.</summary>
    Destination,

    /// <summary>Folders and free space on the destination.</summary>
    Storage,

    /// <summary>Linked servers, Ad Hoc Distributed Queries, distributed transactions.</summary>
    Network,

    /// <summary>Logins, orphaned users, BTS_BACKUP_USERS.</summary>
    Security,
}
