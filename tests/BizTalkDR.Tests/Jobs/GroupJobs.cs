using BizTalkDR.Tests.Logins;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Jobs;

/// <summary>The jobs of a group beside the backup job, made with what is known of their steps and schedules.</summary>
internal static class GroupJobs
{
    public const string RefCount = "MessageBox_Message_ManageRefCountLog_BizTalkMsgBoxDb";
    public const string Cleanup = "MessageBox_Message_Cleanup_BizTalkMsgBoxDb";
    public const string Copy = "TrackedMessages_Copy_BizTalkMsgBoxDb";

    /// <summary>One of the site's own, whose step names servers and databases in every way of writing them.</summary>
    public const string Own = "Contoso copy";
    public const string Monitor = "Monitor BizTalk Server (BizTalkMgmtDb)";

    private static readonly (string Name, string Database, string Command, bool IsScheduled)[] Jobs =
    [
        ("CleanupBTFExpiredEntriesJob_BizTalkMgmtDb", "BizTalkMgmtDb", "exec btf_PurgeExpiredMessages", true),
        (Monitor, "BizTalkMgmtDb", "exec btsmon_Inconsistent", true),
        ("DTA Purge and Archive (BizTalkDTADb)", "BizTalkDTADb", "exec dtasp_PurgeTrackingDatabase 0, 1, 30, null", true),
        ("MessageBox_DeadProcesses_Cleanup_BizTalkMsgBoxDb", "BizTalkMsgBoxDb", "exec bts_CleanupDeadProcesses", true),
        ("MessageBox_Parts_Cleanup_BizTalkMsgBoxDb", "BizTalkMsgBoxDb", "exec bts_PurgeParts", true),
        ("MessageBox_UpdateStats_BizTalkMsgBoxDb", "BizTalkMsgBoxDb", "exec sp_updatestats", true),
        ("PurgeSubscriptionsJob_BizTalkMsgBoxDb", "BizTalkMsgBoxDb", "exec bts_PurgeSubscriptions", true),
        (Cleanup, "BizTalkMsgBoxDb", "exec bts_PurgeMessages", false),
        (RefCount, "BizTalkMsgBoxDb", $"exec bts_ManageMessageRefCountLog N'{Cleanup}'", true),
        (
            "Operations_OperateOnInstances_OnMaster_BizTalkMsgBoxDb",
            "BizTalkMsgBoxDb",
            "exec bts_OperateOnInstances N'PROD-SQL1', N'BizTalkMsgBoxDb'",
            true
        ),
        (Copy, "BizTalkMsgBoxDb", "exec bts_CopyTrackedMessagesToDTA N'PROD-SQL2', N'BizTalkDTADb'", true),
        (
            Own,
            "BizTalkMsgBoxDb",
            "exec contoso_Copy N'prod-sql2', N'biztalkdtadb' -- [PROD-SQL2] \"PROD-SQL2\" PROD-SQL20 \\\\PROD-SQL2\\share",
            true
        ),
    ];

    /// <summary>Makes those that the sandbox's group does not have, on the instance of each database.</summary>
    public static void Make(SandboxSides sides)
    {
        foreach (var job in Jobs)
        {
            var instance = sides.Sandbox.Group.Databases.First(database => database.Name == job.Database).Instance.Name;
            Make(sides, instance, job.Name, job.Database, job.Command, job.IsScheduled ? 1 : null, isEnabled: job.Name != Cleanup);
        }
    }

    /// <summary>Makes a job of one step, unless one of that title is there.</summary>
    public static void Make(
        SandboxSides sides,
        string instance,
        string title,
        string database,
        string command,
        int? everyMinutes,
        bool isEnabled = true
    )
    {
        var name = $"N'{title}'";
        sides.InDatabase(
            instance,
            "msdb",
            $"IF NOT EXISTS (SELECT * FROM dbo.sysjobs WHERE name = {name}) BEGIN "
                + $"EXEC dbo.sp_add_job @job_name = {name}, @enabled = {(isEnabled ? 1 : 0)}, @category_name = N'Database Maintenance', @owner_login_name = N'sa' "
                + $"EXEC dbo.sp_add_jobserver @job_name = {name}, @server_name = N'(local)' "
                + $"EXEC dbo.sp_add_jobstep @job_name = {name}, @step_name = N'Run', @subsystem = N'TSQL', @database_name = N'{database}', @command = N'{command.Replace("'", "''", StringComparison.Ordinal)}' "
                + (
                    everyMinutes is { } minutes
                        ? $"EXEC dbo.sp_add_jobschedule @job_name = {name}, @name = {name}, @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4, @freq_subday_interval = {minutes} "
                        : ""
                )
                + "END"
        );
    }
}
