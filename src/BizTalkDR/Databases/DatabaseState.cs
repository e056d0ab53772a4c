namespace BizTalkDR.Databases;

/// <summary>The state of a database on an instance: <c>sys.databases.state_desc</c>, STANDBY, and what can't be seen there.</summary>
public enum DatabaseState
{
    /// <summary>The instance knows no such database.</summary>
    Missing,

    /// <summary>Open for use.</summary>
    Online,

    /// <summary>Waiting for further backups or for its recovery.</summary>
    Restoring,

    /// <summary>Readable between restores (RESTORE WITH STANDBY).</summary>
    Standby,

    /// <summary>Being recovered by the server.</summary>
    Recovering,

    /// <summary>Recovery could not start.</summary>
    RecoveryPending,

    /// <summary>Damaged.</summary>
    Suspect,

    /// <summary>Set to emergency by an administrator.</summary>
    Emergency,

    /// <summary>Taken offline by an administrator.</summary>
    Offline,

    /// <summary>The instance can't be reached.</summary>
    Unreachable,
}

/// <summary>The recovery model of a database (<c>sys.databases.recovery_model_desc</c>).</summary>
public enum RecoveryModel
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>FULL.</summary>
    Full,

    /// <summary>BULK_LOGGED: point-in-time recovery inside a log with bulk operations is impossible.</summary>
    BulkLogged,

    /// <summary>SIMPLE: no log backups; not supported for BizTalk databases.</summary>
    Simple,
}
