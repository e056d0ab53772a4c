namespace BizTalkDR.Agent;

/// <summary>What a SQL Server Agent job is to the group's disaster recovery: told by what its steps call, in which database.</summary>
public enum JobKind
{
    /// <summary>None of those below, or one of another group.</summary>
    Other,

    /// <summary>Takes full or log sets (sp_BackupAllFull_Schedule, sp_MarkAll) in the group's management database.</summary>
    Backup,

    /// <summary>Log shipping's Get Backup History, on a destination instance.</summary>
    GetBackupHistory,

    /// <summary>Log shipping's Restore Databases, on a destination instance.</summary>
    RestoreDatabases,

    /// <summary>Log shipping's Restore To Mark, on a destination instance. It has no schedule; an administrator starts it.</summary>
    RestoreToMark,
}
