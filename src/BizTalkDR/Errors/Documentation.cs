namespace BizTalkDR.Errors;

/// <summary>The Microsoft pages whose rules the engine follows.</summary>
public static class Documentation
{
    /// <summary>BizTalk Server: Log Shipping (which mark to restore to).</summary>
    public static Uri LogShipping { get; } = new("https://learn.microsoft.com/biztalk/core/log-shipping");

    /// <summary>BizTalk Server: Restoring Production from a Warm Backup (the twelve steps of a failback).</summary>
    public static Uri RestoringProduction { get; } =
        new("https://learn.microsoft.com/biztalk/technical-guides/restoring-production-from-a-warm-backup");

    /// <summary>BizTalk Server: Advanced Information About Backup and Restore (complete and partial sets).</summary>
    public static Uri BackupSets { get; } = new("https://learn.microsoft.com/biztalk/core/advanced-information-about-backup-and-restore1");

    /// <summary>SQL Server: Apply Transaction Log Backups (the order of a log chain).</summary>
    public static Uri LogChain { get; } =
        new("https://learn.microsoft.com/sql/relational-databases/backup-restore/apply-transaction-log-backups-sql-server");

    /// <summary>SQL Server: Recovery of Related Databases That Contain Marked Transaction.</summary>
    public static Uri RelatedDatabases { get; } =
        new(
            "https://learn.microsoft.com/sql/relational-databases/backup-restore/recovery-of-related-databases-that-contain-marked-transaction"
        );

    /// <summary>SQL Server: RESTORE Statements - Arguments.</summary>
    public static Uri RestoreArguments { get; } =
        new("https://learn.microsoft.com/sql/t-sql/statements/restore-statements-arguments-transact-sql");

    /// <summary>SQL Server: Recovery Paths (recovery forks).</summary>
    public static Uri RecoveryForks { get; } =
        new("https://learn.microsoft.com/sql/relational-databases/backup-restore/recovery-paths-sql-server");

    /// <summary>SQL Server: connection encryption and certificates.</summary>
    public static Uri ConnectionEncryption { get; } =
        new("https://learn.microsoft.com/sql/connect/ado-net/encryption-and-certificate-validation");

    /// <summary>SQL Server: RESTORE (which versions a backup can be restored on).</summary>
    public static Uri RestoreVersions { get; } =
        new("https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql#compatibility-support");

    /// <summary>SQL Server: database engine events and errors 3000 to 3999.</summary>
    public static Uri Messages3000 { get; } =
        new("https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors-3000-to-3999");

    /// <summary>SQL Server: database engine events and errors 4000 to 4999.</summary>
    public static Uri Messages4000 { get; } =
        new("https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors-4000-to-4999");
}
