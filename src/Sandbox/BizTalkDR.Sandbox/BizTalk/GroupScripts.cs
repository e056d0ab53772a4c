using BizTalkDR.Sandbox.Language;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>Makes the databases of a group with its scripts: the user's, or the sandbox's own of the group's generation.</summary>
internal sealed class GroupScripts(BizTalkGroup group)
{
    private const string OfEveryDatabase = "procedures of every database";
    private readonly BizTalkGeneration generation = group.Options.Generation;

    private BizTalkSchema Schema => group.Schema;

    private bool HasCompression => generation != BizTalkGeneration.BeforeCompression;

    private Dictionary<string, string> Variables =>
        new()
        {
            ["HasCompression"] = HasCompression ? "1" : "0",
            ["Url"] = generation == BizTalkGeneration.BizTalk2020 ? "1" : "0",
            ["UseCompression"] = HasCompression ? "(SELECT TOP 1 UseCompression FROM dbo.adm_BackupSettings)" : "0",
            ["IsCompressible"] = HasCompression ? "dbo.sp_IsSSODB(@Server, @Database) = 0" : "0 = 1",
            ["JobName"] = InLiteral($"Backup BizTalk Server ({group.Management.Name})"),
            ["ManagementDatabase"] = InLiteral(group.Management.Name),
        };

    /// <summary>What every database that is backed up holds.</summary>
    internal void Install(BizTalkDatabase database)
    {
        Schema.Make(
            "mark table and role of every database",
            BizTalkSchema.AllTables,
            database.Instance,
            database.Name,
            () => Run(database, "BackupTables")
        );
        Schema.Make(OfEveryDatabase, BizTalkSchema.AllProcedures, database.Instance, database.Name, () => InstallOwn(database));
        Schema.Demand(
            BizTalkSchema.AllProcedures,
            database.Instance,
            database.Name,
            "sp_SetMark",
            "sp_SetMarkRemote",
            "sp_BackupBizTalkFull",
            "sp_BackupBizTalkLog",
            "sp_GetServerName"
        );
        InstallOthers(database);
        if (database.HoldsMessages)
            SqlScript.Run(
                database.Instance,
                "BizTalk.Sql.Messages.sql",
                database.Name,
                new Dictionary<string, string> { ["Table"] = database.MessageTable!, ["Key"] = database.MessageKey! }
            );
    }

    /// <summary>The management database: its tables, and the procedures of the backup job with the job as configuration leaves it.</summary>
    internal void InstallManagement()
    {
        var management = group.Management;
        Schema.Own("tables of the management database", () => Run(management, "ManagementTables"));
        Schema.Make(
            "procedures of the management database, and the backup job",
            BizTalkSchema.Administration,
            management.Instance,
            management.Name,
            () => InstallOwnManagement(management)
        );
        if (group.Options.HasOtherJobs)
            InstallCleaning(management, "btf_PurgeExpiredMessages");
        Schema.Demand(
            BizTalkSchema.Administration,
            management.Instance,
            management.Name,
            "sp_BackupAllFull_Schedule",
            "sp_BackupAllFull",
            "sp_MarkAll",
            "sp_DeleteBackupHistory",
            "sp_ForceFullBackup",
            "sp_GetBackupHistory"
        );
    }

    private void InstallOwn(BizTalkDatabase database)
    {
        Run(database, "BackupMarks");
        // Until 2016 Single Sign-On came with procedures of its own, older ones.
        var isPlain =
            generation == BizTalkGeneration.BeforeCompression
            || (generation == BizTalkGeneration.BizTalk2016 && database.Role == BizTalkDatabaseRole.SingleSignOn);
        Run(database, isPlain ? "BackupUncompressed" : "BackupCompressed");
        if (generation == BizTalkGeneration.BizTalk2020)
            Run(database, "MarkLogCleanUp");
    }

    // The monitor is a job of the user's own script too, and looks into every MessageBox.
    private bool HasMonitor => group.Options.HasOtherJobs || Schema.Has(BizTalkSchema.Administration);

    private void InstallOthers(BizTalkDatabase database)
    {
        switch (database.Role)
        {
            case BizTalkDatabaseRole.Tracking:
                Schema.Own(
                    "tables of the tracking database, and what blocks its decoder",
                    () =>
                    {
                        Run(database, "Tracking");
                        if (HasMonitor)
                            Run(database, "TrackedMessages");
                    }
                );
                if (HasMonitor)
                    Schema.Make(
                        "procedures of the tracking database",
                        BizTalkSchema.Tracking,
                        database.Instance,
                        database.Name,
                        () => Run(database, "TrackingArchive")
                    );
                break;
            case BizTalkDatabaseRole.MessageBox when HasMonitor:
                Schema.Own("tables and procedures of the MessageBoxes", () => Run(database, "MessageBox"));
                break;
            case BizTalkDatabaseRole.RuleEngine when group.Options.HasOtherJobs:
                InstallCleaning(database, "re_CleanupDatabase");
                break;
            case BizTalkDatabaseRole.BamAlerts when group.Options.HasOtherJobs:
                InstallCleaning(database, "DeleteAlertHistory");
                break;
        }
    }

    private static void InstallCleaning(BizTalkDatabase database, string procedure) =>
        SqlScript.Run(
            database.Instance,
            "BizTalk.Sql.OtherProcedures.sql",
            database.Name,
            new Dictionary<string, string> { ["Procedure"] = procedure }
        );

    private void InstallOwnManagement(BizTalkDatabase management)
    {
        Run(management, "BackupJobTools");
        if (HasCompression)
            Run(management, "BackupCompressionSetting");
        Run(management, "BackupFull");
        Run(management, "BackupLogs");
        Run(management, generation == BizTalkGeneration.BizTalk2020 ? "HistoryClearing2020" : "HistoryClearing");
        if (HasMonitor)
            Run(management, "Monitor");
        SqlScript.Run(management.Instance, "BizTalk.Sql.BackupJobShipped.sql", "msdb", Variables);
    }

    private void Run(BizTalkDatabase database, string script) =>
        SqlScript.Run(database.Instance, $"BizTalk.Sql.{script}.sql", database.Name, Variables);

    private static string InLiteral(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
