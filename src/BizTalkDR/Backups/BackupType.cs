namespace BizTalkDR.Backups;

/// <summary>The kind of a backup.</summary>
public enum BackupType
{
    /// <summary>A full database backup (<c>db</c> in adm_BackupHistory, <c>D</c> in msdb).</summary>
    Full,

    /// <summary>A differential database backup (<c>I</c> in msdb); the BizTalk job takes none.</summary>
    Differential,

    /// <summary>A transaction log backup (<c>lg</c> in adm_BackupHistory, <c>L</c> in msdb).</summary>
    Log,

    /// <summary>A partial or file backup, which BizTalk restores can't use.</summary>
    Other,
}

/// <summary>Where a row of history was read.</summary>
public enum HistorySource
{
    /// <summary>adm_BackupHistory in the management database.</summary>
    BackupJob,

    /// <summary>bts_LogShippingHistory in master of a destination instance.</summary>
    LogShipping,

    /// <summary>msdb.dbo.backupset of the source instances.</summary>
    Msdb,

    /// <summary>Backup files, read without SQL Server.</summary>
    Files,

    /// <summary>Headers: RESTORE HEADERONLY on an instance, or rows that the caller gave.</summary>
    Headers,

    /// <summary>Backups taken by this engine.</summary>
    Engine,
}
