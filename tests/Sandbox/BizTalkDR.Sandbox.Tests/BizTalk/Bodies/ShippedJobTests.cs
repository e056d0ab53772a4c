using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>The backup job as BizTalk's configuration leaves it.</summary>
public abstract class ShippedJob
{
    protected abstract string? Folder { get; }

    [Fact]
    public async Task It_is_disabled_names_no_folder_and_goes_on_when_its_first_step_fails()
    {
        await using var group = await GroupStand.CreateAsync(Folder, new BizTalkSandboxOptions { IsBackupJobConfigured = false });
        var job = Assert.Single(
            group.Rows(
                "SELECT j.enabled, SUSER_SNAME(j.owner_sid), c.name, j.notify_level_eventlog, j.start_step_id FROM msdb.dbo.sysjobs AS j "
                    + "INNER JOIN msdb.dbo.syscategories AS c ON c.category_id = j.category_id "
                    + $"WHERE j.name = N'{group.Sandbox.Group.BackupJobName}'"
            )
        );
        // Whoever configures owns it.
        Assert.Equal([(byte)0, group.Scalar("SELECT SUSER_SNAME()"), "Database Maintenance", 2, 1], job);
        var steps = group.Rows(
            "SELECT step_name, on_success_action, on_fail_action, database_name, command FROM msdb.dbo.sysjobsteps "
                + "WHERE database_name = N'BizTalkMgmtDb' AND command LIKE N'%sp[_]%' ORDER BY job_id, step_id"
        );
        Assert.Equal(
            [
                ("Set Compression Option", (byte)3, (byte)3),
                ("BackupFull", (byte)3, (byte)2),
                ("MarkAndBackupLog", (byte)3, (byte)2),
                ("Clear Backup History", (byte)1, (byte)2),
            ],
            steps.Select(row => ((string)row[0]!, (byte)row[1]!, (byte)row[2]!))
        );
        Assert.Equal(
            2,
            steps.Count(row => ((string)row[4]!).Contains("'<destination path>' /* location of backup files */", StringComparison.Ordinal))
        );
        var schedule = Assert.Single(
            group.Rows(
                "SELECT enabled, freq_type, freq_interval, freq_subday_type, freq_subday_interval, active_start_date FROM msdb.dbo.sysschedules "
                    + "WHERE name = N'MarkAndBackupLogSched'"
            )
        );
        Assert.Equal([1, 4, 1, 4, 15, 20031110], schedule);

        await group.Sandbox.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.Empty(group.Sets());
        // Started by hand it fails: no folder is called so.
        Assert.False((await group.Sandbox.RunBackupJobAsync()).Succeeded);
    }

    [Fact]
    public async Task A_first_step_that_fails_does_not_cost_the_backups()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        group.Perform("DROP PROCEDURE dbo.sp_SetBackupCompression");
        await group.RunAsync();
        Assert.Equal([(1L, "db", true), (2L, "lg", true)], group.Sets());
    }

    [Fact]
    public async Task Over_days_of_clock_there_is_a_full_set_each_day_and_a_log_set_at_each_run()
    {
        await using var group = await GroupStand.CreateAsync(Folder, new BizTalkSandboxOptions { BackupEveryMinutes = 180 });
        await group.Sandbox.AdvanceAsync(TimeSpan.FromDays(2), TestContext.Current.CancellationToken);
        Assert.Equal((3, 16), (group.Fulls(), group.Sets().Count(set => set.Type == "lg")));
        Assert.All(group.Sets(), set => Assert.True(set.IsComplete));
    }
}

public sealed class OwnShippedJobTests : ShippedJob
{
    protected override string? Folder => null;
}

public sealed class ProductShippedJobTests : ShippedJob
{
    protected override string? Folder => GroupStand.ProductFolder();
}
