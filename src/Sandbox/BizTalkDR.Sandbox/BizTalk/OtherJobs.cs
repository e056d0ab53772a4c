using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// The jobs of a group beside the backup job, as they are after configuration: names and schedules as seen in exported jobs, DTA Purge and
/// Archive disabled and without a folder, Message_Cleanup disabled and without a schedule, and ManageRefCountLog, which never ends. A job
/// that the user's own script has made is left as it is.
/// </summary>
internal static class OtherJobs
{
    private const string EveryMinute =
        "@freq_type = 4, @freq_interval = 1, @freq_subday_type = 4, @freq_subday_interval = 1, @active_start_time = 0, @active_end_time = 235959";

    private const string EveryFiveMinutes =
        "@freq_type = 4, @freq_interval = 1, @freq_subday_type = 4, @freq_subday_interval = 5, @active_start_time = 0, @active_end_time = 235959";

    private sealed record Job(
        string Name,
        BizTalkDatabase Database,
        string? Schedule,
        bool IsEnabled,
        params (string Name, string Command)[] Steps
    );

    internal static void Create(BizTalkGroup group)
    {
        foreach (var job in Of(group))
            Create(job);
    }

    private static IEnumerable<Job> Of(BizTalkGroup group)
    {
        var management = group.Management;
        var boxes = group.Databases.Where(database => database.Role == BizTalkDatabaseRole.MessageBox).ToList();
        var tracking = group.Databases.First(database => database.Role == BizTalkDatabaseRole.Tracking);
        var rules = group.Databases.First(database => database.Role == BizTalkDatabaseRole.RuleEngine);
        var alerts = group.Databases.First(database => database.Role == BizTalkDatabaseRole.BamAlerts);
        return
        [
            One(
                $"CleanupBTFExpiredEntriesJob_{management.Name}",
                management,
                "exec dbo.btf_PurgeExpiredMessages",
                "@freq_type = 4, @freq_interval = 1, @freq_subday_type = 8, @freq_subday_interval = 12"
            ),
            new(
                $"Monitor BizTalk Server ({management.Name})",
                management,
                "@freq_type = 8, @freq_interval = 1, @freq_subday_type = 1, @freq_recurrence_factor = 1",
                true,
                ("Check for issues", "exec [dbo].[btsmon_Inconsistent]"),
                ("Report issues", "exec [dbo].[btsmon_GenerateErrorString]")
            ),
            new($"DTA Purge and Archive ({tracking.Name})", tracking, EveryMinute, false, ("Archive and Purge", ArchiveCommand)),
            One($"Rules_Database_Cleanup_{rules.Name}", rules, "exec dbo.re_CleanupDatabase", EveryMinute),
            One("DelAlertHistJob", alerts, "exec dbo.DeleteAlertHistory", EveryMinute),
            .. boxes.SelectMany(box => OfMessageBox(box, boxes[0], tracking)),
        ];
    }

    private static IEnumerable<Job> OfMessageBox(BizTalkDatabase box, BizTalkDatabase master, BizTalkDatabase tracking)
    {
        var cleanup = $"MessageBox_Message_Cleanup_{box.Name}";
        return
        [
            One($"MessageBox_DeadProcesses_Cleanup_{box.Name}", box, "exec dbo.bts_CleanupDeadProcesses", EveryMinute),
            One($"MessageBox_Parts_Cleanup_{box.Name}", box, "exec dbo.bts_PurgeParts", EveryMinute),
            One($"MessageBox_UpdateStats_{box.Name}", box, "exec sp_updatestats", EveryFiveMinutes),
            One($"PurgeSubscriptionsJob_{box.Name}", box, "exec dbo.bts_PurgeSubscriptions", EveryMinute),
            new(cleanup, box, null, false, ("Purge messages", "exec dbo.bts_PurgeMessages")),
            One(
                $"MessageBox_Message_ManageRefCountLog_{box.Name}",
                box,
                $"exec dbo.bts_ManageMessageRefCountLog {Literal(cleanup)}",
                EveryMinute
            ),
            One(
                $"Operations_OperateOnInstances_OnMaster_{box.Name}",
                box,
                $"exec dbo.bts_OperateOnInstances {Literal(master.Instance.Name)}, {Literal(master.Name)}",
                EveryMinute
            ),
            One(
                $"TrackedMessages_Copy_{box.Name}",
                box,
                $"exec dbo.bts_CopyTrackedMessagesToDTA {Literal(tracking.Instance.Name)}, {Literal(tracking.Name)}",
                EveryMinute
            ),
        ];
    }

    // As shipped it names no folder, and fails until one is given.
    private const string ArchiveCommand = """
        exec dtasp_BackupAndPurgeTrackingDatabase
        0, --@nLiveHours
        1, --@nLiveDays
        30, --@nHardDeleteDays
        null, --@nvcFolder
        null, --@nvcValidatingServer
        0, --@fForceBackup
        0 --@fHardDeleteRunningInstances
        """;

    private static Job One(string name, BizTalkDatabase database, string command, string schedule) =>
        new(name, database, schedule, true, (name, command));

    private static void Create(Job job)
    {
        using var session = job.Database.Instance.OpenInternalSession("BizTalk configuration", "msdb");
        if (session.Perform("SELECT job_id FROM dbo.sysjobs WHERE name = @name", ("@name", job.Name)).Results[0].Rows.Count > 0)
            return;
        session.Perform(
            """
            EXEC dbo.sp_add_job @job_name = @name, @enabled = @enabled, @category_name = N'Database Maintenance', @notify_level_eventlog = 2
            EXEC dbo.sp_add_jobserver @job_name = @name, @server_name = N'(local)'
            """,
            ("@name", job.Name),
            ("@enabled", job.IsEnabled ? 1 : 0)
        );
        for (var i = 0; i < job.Steps.Length; i++)
            session.Perform(
                """
                EXEC dbo.sp_add_jobstep
                    @job_name = @job, @step_name = @name, @subsystem = N'TSQL', @database_name = @database, @command = @command,
                    @on_success_action = @then, @on_fail_action = 2
                """,
                ("@job", job.Name),
                ("@name", job.Steps[i].Name),
                ("@database", job.Database.Name),
                ("@command", job.Steps[i].Command),
                ("@then", i == job.Steps.Length - 1 ? 1 : 3)
            );
        if (job.Schedule is { } schedule)
            session.Perform(
                $"EXEC dbo.sp_add_jobschedule @job_name = @job, @name = @schedule, @enabled = 1, {schedule}",
                ("@job", job.Name),
                ("@schedule", job.Name.StartsWith("DTA ", StringComparison.Ordinal) ? "Archive and Purge Schedule" : job.Name)
            );
    }

    private static string Literal(string text) => $"N'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
