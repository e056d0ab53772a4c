using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>The jobs of a group beside the backup job.</summary>
public sealed class OtherJobsTests
{
    private static Task<GroupStand> StandAsync() => GroupStand.CreateAsync(null, new BizTalkSandboxOptions { HasOtherJobs = true });

    [Fact]
    public async Task They_are_enabled_and_scheduled_as_after_configuration()
    {
        await using var group = await StandAsync();
        const string Jobs = """
            SELECT j.name, j.enabled, (SELECT COUNT(*) FROM msdb.dbo.sysjobschedules AS s WHERE s.job_id = j.job_id) FROM msdb.dbo.sysjobs AS j
            WHERE j.name NOT LIKE N'sys%' ORDER BY j.name
            """;
        string[] Of(int source) =>
            [.. group.Rows(Jobs, "master", group.Sandbox.Sources[source]).Select(row => $"{row[0]}: {row[1]}, {row[2]}")];
        Assert.Equal(
            [
                "Backup BizTalk Server (BizTalkMgmtDb): 1, 1",
                "CleanupBTFExpiredEntriesJob_BizTalkMgmtDb: 1, 1",
                "MessageBox_DeadProcesses_Cleanup_BizTalkMsgBoxDb: 1, 1",
                "MessageBox_Message_Cleanup_BizTalkMsgBoxDb: 0, 0",
                "MessageBox_Message_ManageRefCountLog_BizTalkMsgBoxDb: 1, 1",
                "MessageBox_Parts_Cleanup_BizTalkMsgBoxDb: 1, 1",
                "MessageBox_UpdateStats_BizTalkMsgBoxDb: 1, 1",
                "Monitor BizTalk Server (BizTalkMgmtDb): 1, 1",
                "Operations_OperateOnInstances_OnMaster_BizTalkMsgBoxDb: 1, 1",
                "PurgeSubscriptionsJob_BizTalkMsgBoxDb: 1, 1",
                "Rules_Database_Cleanup_BizTalkRuleEngineDb: 1, 1",
                "TrackedMessages_Copy_BizTalkMsgBoxDb: 1, 1",
            ],
            Of(0)
        );
        Assert.Equal(
            ["DelAlertHistJob: 1, 1", "DTA Purge and Archive (BizTalkDTADb): 0, 1"],
            Of(1).Order(StringComparer.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task One_never_ends_and_starts_every_ten_seconds_the_one_that_has_no_schedule()
    {
        await using var group = await StandAsync();
        group.Perform(
            "DECLARE @id uniqueidentifier = NEWID() INSERT INTO dbo.Parts VALUES (NEWID(), @id) "
                + "INSERT INTO dbo.MessageRefCountLog (uidMessageID, nRefCount) VALUES (@id, 1), (@id, -1)",
            "BizTalkMsgBoxDb",
            group.Home
        );
        await group.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Assert.Empty(group.Rows("SELECT * FROM dbo.Parts", "BizTalkMsgBoxDb", group.Home));
        Assert.Empty(group.Rows("SELECT * FROM dbo.MessageRefCountLog", "BizTalkMsgBoxDb", group.Home));
        const string History = """
            SELECT COUNT(*) FROM msdb.dbo.sysjobhistory AS h INNER JOIN msdb.dbo.sysjobs AS j ON j.job_id = h.job_id
            WHERE h.step_id = 0 AND j.name = N'{0}'
            """;
        Assert.Equal(
            0,
            group.Scalar(History.Replace("{0}", "MessageBox_Message_ManageRefCountLog_BizTalkMsgBoxDb", StringComparison.Ordinal))
        );
        Assert.True(
            (int)group.Scalar(History.Replace("{0}", "MessageBox_Message_Cleanup_BizTalkMsgBoxDb", StringComparison.Ordinal))! >= 10
        );
        var running = group.Rows(
            "SELECT a.start_execution_date FROM msdb.dbo.sysjobactivity AS a INNER JOIN msdb.dbo.sysjobs AS j ON j.job_id = a.job_id "
                + "WHERE j.name LIKE N'%ManageRefCountLog%' AND a.stop_execution_date IS NULL"
        );
        Assert.NotNull(Assert.Single(running)[0]);
    }

    [Fact]
    public async Task Tracked_messages_are_copied_to_the_tracking_database_once_servers_are_linked()
    {
        await using var group = await StandAsync();
        group.Perform("INSERT INTO dbo.TrackingSpool (uidMessageID, nvcBody) VALUES (NEWID(), N'tracked')", "BizTalkMsgBoxDb", group.Home);
        await group.RunAsync();
        await group.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal("tracked", group.Scalar("SELECT nvcBody FROM BizTalkDTADb.dbo.TrackedMessages", "master", group.Sandbox.Sources[1]));
        Assert.Empty(group.Rows("SELECT * FROM dbo.TrackingSpool", "BizTalkMsgBoxDb", group.Home));
    }

    [Fact]
    public async Task The_monitor_is_red_on_purpose_when_it_finds_something()
    {
        await using var group = await StandAsync();
        var name = "Monitor BizTalk Server (BizTalkMgmtDb)";
        Assert.True((await BizTalkSandbox.RunJobAsync(group.Home, name)).Succeeded);
        group.Perform("INSERT INTO dbo.Parts VALUES (NEWID(), NEWID())", "BizTalkMsgBoxDb", group.Home);
        var outcome = await BizTalkSandbox.RunJobAsync(group.Home, name);
        Assert.False(outcome.Succeeded);
        Assert.Contains("1 Messages without Reference Counts in PROD-SQL1.BizTalkMsgBoxDb", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_of_the_tracking_database_is_an_ordinary_full_backup_between_the_sets()
    {
        await using var group = await StandAsync();
        var tracking = group.Sandbox.Sources[1];
        const string Job = "DTA Purge and Archive (BizTalkDTADb)";
        var unconfigured = await BizTalkSandbox.RunJobAsync(tracking, Job);
        Assert.False(unconfigured.Succeeded);
        Assert.Contains("The @nvcFolder parameter cannot be null", unconfigured.Message, StringComparison.Ordinal);

        await group.RunAsync();
        group.Perform(
            $"EXEC msdb.dbo.sp_update_jobstep @job_name = N'{Job}', @step_id = 1, "
                + $"@command = N'exec dtasp_BackupAndPurgeTrackingDatabase 0, 1, 30, N''{group.Path}'', null, 0, 0'",
            "master",
            tracking
        );
        var archived = await BizTalkSandbox.RunJobAsync(tracking, Job);
        Assert.True(archived.Succeeded, archived.Message);
        Assert.True((await BizTalkSandbox.RunJobAsync(tracking, Job)).Succeeded);
        await group.RunAsync();

        const string Backups = """
            SELECT type, is_copy_only, checkpoint_lsn, database_backup_lsn FROM msdb.dbo.backupset
            WHERE database_name = N'BizTalkDTADb' ORDER BY backup_set_id
            """;
        var backups = group.Rows(Backups, "master", tracking);
        Assert.Equal(["D", "L", "D", "L"], backups.Select(row => ((string)row[0]!).Trim()));
        Assert.All(backups, row => Assert.Equal(false, row[1]));
        // The log of the next set hangs on the archive, of which the job's history knows nothing.
        Assert.Equal(backups[2][2], backups[3][3]);
        Assert.Equal(1, group.Fulls());
        var row = Assert.Single(group.Rows("SELECT nSuccess, nvcBackupLocation FROM dbo.dta_ArchiveHistory", "BizTalkDTADb", tracking));
        Assert.Equal(0, row[0]);
        Assert.Matches(@"\\PROD-SQL2_BizTalkDTADb_Sep_29_2027__9_\d\dAM\.bak$", (string)row[1]!);
    }
}
