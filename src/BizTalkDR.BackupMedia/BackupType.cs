namespace BizTalkDR.BackupMedia;

/// <summary>The BackupType column of RESTORE HEADERONLY.</summary>
public enum BackupType : short
{
    /// <summary>Database (full).</summary>
    Database = 1,

    /// <summary>Transaction log.</summary>
    Log = 2,

    /// <summary>File or filegroup.</summary>
    File = 4,

    /// <summary>Differential database.</summary>
    DifferentialDatabase = 5,

    /// <summary>Differential file.</summary>
    DifferentialFile = 6,

    /// <summary>Partial.</summary>
    Partial = 7,

    /// <summary>Differential partial.</summary>
    DifferentialPartial = 8,
}
