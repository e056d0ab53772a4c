using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>BizTalk log shipping on one destination instance.</summary>
public sealed class LogShippingDestination
{
    private LogShippingDestination(SqlInstance instance, LogShippingJobNames names)
    {
        Instance = instance;
        (HistoryJobName, RestoreJobName, MarkJobName) =
            names == LogShippingJobNames.Dashed
                ? ("BTS Log Shipping - Get Backup History", "BTS Log Shipping - Restore Databases", "BTS Log Shipping - Restore To Mark")
                : ("BTS Log Shipping Get Backup History", "BTS Server Log Shipping Restore Databases", "BTS Log Shipping Restore To Mark");
    }

    /// <summary>The destination instance.</summary>
    public SqlInstance Instance { get; }

    /// <summary>The job that copies adm_BackupHistory, every minute.</summary>
    public string HistoryJobName { get; private set; }

    /// <summary>The job that restores databases, every minute.</summary>
    public string RestoreJobName { get; private set; }

    /// <summary>The job that restores to the mark, run by hand.</summary>
    public string MarkJobName { get; private set; }

    /// <summary>
    /// Puts log shipping's tables and procedures into master, as LogShipping_Destination_Schema.sql and _Logic.sql do, unless another group has
    /// brought them: one instance may be the destination of several.
    /// </summary>
    internal static LogShippingDestination Install(SqlInstance instance, LogShippingJobNames names, BizTalkSchema schema)
    {
        var destination = new LogShippingDestination(instance, names);
        if (instance.FindDatabase("master")!.FindTable("dbo", "bts_LogShippingSource") is not null)
            return destination;
        using (var session = instance.OpenInternalSession("BizTalk configuration"))
        {
            session.Perform("EXEC sp_configure 'show advanced options', 1");
            session.Perform("RECONFIGURE");
            session.Perform("EXEC sp_configure 'Ad Hoc Distributed Queries', 1");
            session.Perform("RECONFIGURE");
        }
        destination.InstallScripts(schema);
        return destination;
    }

    // The two belong together: one without the other is not used.
    private void InstallScripts(BizTalkSchema schema)
    {
        if (schema.Has(BizTalkSchema.LogShippingTables) && schema.Has(BizTalkSchema.LogShippingProcedures))
        {
            schema.Make("tables of log shipping", BizTalkSchema.LogShippingTables, Instance, "master", () => { });
            schema.Make("procedures of log shipping", BizTalkSchema.LogShippingProcedures, Instance, "master", () => { });
            schema.Demand(BizTalkSchema.LogShippingProcedures, Instance, "master", "bts_ConfigureBizTalkLogShipping");
            return;
        }
        var jobs = new Dictionary<string, string>
        {
            ["HistoryJob"] = HistoryJobName,
            ["RestoreJob"] = RestoreJobName,
            ["MarkJob"] = MarkJobName,
        };
        schema.Own(
            "tables of log shipping",
            () => SqlScript.Run(Instance, "BizTalk.Sql.LogShippingTables.sql", "master", LogShippingColumns.Draw(Random.Shared))
        );
        schema.Own(
            "procedures of log shipping",
            () =>
            {
                SqlScript.Run(Instance, "BizTalk.Sql.LogShippingHistory.sql", "master", jobs);
                SqlScript.Run(Instance, "BizTalk.Sql.LogShippingRestore.sql", "master");
            }
        );
    }

    // The user's scripts call their jobs as their version does; Microsoft's pages have three spellings.
    private void FindJobs(SqlSession session)
    {
        HistoryJobName = Find("%Log Shipping%Get Backup History%", HistoryJobName);
        RestoreJobName = Find("%Log Shipping%Restore Database%", RestoreJobName);
        MarkJobName = Find("%Log Shipping%Restore To Mark%", MarkJobName);
        string Find(string pattern, string otherwise) =>
            session
                .Perform("SELECT name FROM msdb.dbo.sysjobs WHERE name LIKE @pattern", ("@pattern", pattern))
                .Results[0]
                .Rows.Select(row => (string)row[0]!)
                .FirstOrDefault(otherwise);
    }

    /// <summary>
    /// Runs bts_ConfigureBizTalkLogShipping for a group, carries the group's logins over, and has the linked server to the management database
    /// use the login that is in BTS_BACKUP_USERS.
    /// </summary>
    /// <param name="group">The source group.</param>
    /// <param name="source">The only source server to take databases from; null takes all.</param>
    public void Configure(BizTalkGroup group, SqlInstance? source)
    {
        ArgumentNullException.ThrowIfNull(group);
        using var session = Instance.OpenInternalSession("BizTalk configuration");
        foreach (var linked in group.Instances.Where(linked => Instance.LinkedServers.Find(linked.Name) is not null))
            // Another group has been configured here: who configures this one goes there as an administrator, not as that group's login.
            session.Perform("EXEC sp_addlinkedsrvlogin @rmtsrvname = @server, @useself = 'TRUE'", ("@server", linked.Name));
        session.Perform(
            """
            EXEC dbo.bts_ConfigureBizTalkLogShipping
                @nvcDescription = @description, @nvcMgmtDatabaseName = @database, @nvcMgmtServerName = @server,
                @SourceServerName = @source, @fLinkServers = 1
            """,
            ("@description", source is null ? group.Options.GroupName : $"{group.Options.GroupName} ({source.Name})"),
            ("@database", group.Management.Name),
            ("@server", group.Management.Instance.Name),
            ("@source", source?.Name)
        );
        FindJobs(session);
        DatabaseLayout.CarryLogins(Instance);
        ServerLink.MapToBackupLogin(group, session, group.Management.Instance);
    }
}
