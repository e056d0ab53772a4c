namespace BizTalkDR.Agent;

/// <summary>What a SQL Server Agent job is to the group's disaster recovery.</summary>
public enum JobKind
{
    /// <summary>None of those below.</summary>
    Other,

    /// <summary>Backup BizTalk Server, on the source instance of the management database.</summary>
    Backup,

    /// <summary>Log shipping's Get Backup History, on a destination instance.</summary>
    GetBackupHistory,

    /// <summary>Log shipping's Restore Databases, on a destination instance.</summary>
    RestoreDatabases,

    /// <summary>Log shipping's Restore To Mark, on a destination instance. It has no schedule; an administrator starts it.</summary>
    RestoreToMark,
}
