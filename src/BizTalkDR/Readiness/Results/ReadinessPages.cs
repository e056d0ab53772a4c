namespace BizTalkDR.Readiness.Results;

/// <summary>The Microsoft pages whose rules the checks follow.</summary>
internal static class ReadinessPages
{
    public static Uri BackupJob { get; } = BizTalk("core/how-to-configure-the-backup-biztalk-server-job");

    public static Uri BackupSchedule { get; } = BizTalk("core/how-to-schedule-the-backup-biztalk-server-job");

    public static Uri DestinationSystem { get; } = BizTalk("core/how-to-configure-the-destination-system-for-log-shipping");

    public static Uri Monitoring { get; } = BizTalk("technical-guides/monitoring-biztalk-server-log-shipping");

    public static Uri Logins { get; } = BizTalk("core/how-to-back-up-and-restore-sql-server-logins");

    public static Uri CustomDatabases { get; } = BizTalk("core/how-to-back-up-custom-databases");

    public static Uri Msdtc { get; } = BizTalk("core/troubleshooting-problems-with-msdtc");

    public static Uri RecoveryModels { get; } = Sql("relational-databases/backup-restore/recovery-models-sql-server");

    public static Uri AdHocQueries { get; } =
        Sql("database-engine/configure-windows/ad-hoc-distributed-queries-server-configuration-option");

    public static Uri LinkedServers { get; } = Sql("relational-databases/linked-servers/linked-servers-database-engine");

    public static Uri Orphans { get; } = Sql("sql-server/failover-clusters/troubleshoot-orphaned-users-sql-server");

    public static Uri BackupEncryption { get; } = Sql("relational-databases/backup-restore/backup-encryption");

    public static Uri Agent { get; } = Sql("ssms/agent/start-stop-or-pause-the-sql-server-agent-service");

    public static Uri VolumeStatistics { get; } =
        Sql("relational-databases/system-dynamic-management-views/sys-dm-os-volume-stats-transact-sql");

    private static Uri BizTalk(string page) => new("https://learn.microsoft.com/biztalk/" + page);

    private static Uri Sql(string page) => new("https://learn.microsoft.com/sql/" + page);
}
