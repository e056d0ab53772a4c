using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>When the job takes a full set, as the published bodies decide it.</summary>
public abstract class FullDecision
{
    protected abstract string? Folder { get; }

    private Task<GroupStand> StandAsync(bool forcesAfterPartial = false) =>
        GroupStand.CreateAsync(Folder, new BizTalkSandboxOptions { ForceFullBackupAfterPartialSetFailure = forcesAfterPartial });

    [Fact]
    public async Task A_forced_full_is_a_flag_of_adm_BackupSettings_that_only_the_scheduled_full_clears()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        Assert.Equal(true, group.Scalar("SELECT ForceFull FROM dbo.adm_BackupSettings"));
        Assert.Null(group.Scalar("SELECT OBJECT_ID(N'dbo.adm_ForceFullBackup')"));

        group.Perform($"DECLARE @now datetime = GETUTCDATE() EXEC dbo.sp_BackupAllFull 'BTS', '{group.Path}', @now");
        Assert.Equal(true, group.Scalar("SELECT ForceFull FROM dbo.adm_BackupSettings"));
        await group.RunAsync();
        Assert.Equal(false, group.Scalar("SELECT ForceFull FROM dbo.adm_BackupSettings"));
        Assert.Equal(3, group.Fulls());
    }

    [Fact]
    public async Task A_full_that_was_forced_and_fails_is_forced_still()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL1", "SSODB"));
        Assert.False((await group.Sandbox.RunBackupJobAsync()).Succeeded);
        Assert.Equal(true, group.Scalar("SELECT ForceFull FROM dbo.adm_BackupSettings"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_full_that_failed_keeps_the_others_of_its_day_from_being_taken_unless_partial_sets_force_one(bool forces, int fulls)
    {
        await using var group = await StandAsync(forces);
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb"));
        Assert.False((await group.Sandbox.RunBackupJobAsync()).Succeeded);
        Assert.False(Assert.Single(group.Sets()).IsComplete);

        var next = await group.Sandbox.RunBackupJobAsync();
        Assert.Equal(fulls, group.Fulls());
        Assert.Equal(forces, next.Succeeded);

        group.To(new DateTime(2027, 9, 30, 1, 0, 0));
        await group.RunAsync();
        Assert.Equal(fulls + 1, group.Fulls());
    }

    [Fact]
    public async Task The_highest_incomplete_set_counts_while_no_complete_full_follows_it_though_log_sets_do()
    {
        await using var group = await StandAsync();
        await group.RunAsync();
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb"));
        group.MarkAll();
        group.MarkAll();
        Assert.Equal([(1L, "db", true), (2L, "lg", true), (3L, "lg", false), (4L, "lg", true)], group.Sets());

        group.Schedule("d", ", 0");
        Assert.Equal(1, group.Fulls());
        group.Schedule("d", ", 1");
        Assert.Equal(2, group.Fulls());
        group.Schedule("d", ", 1");
        Assert.Equal(2, group.Fulls());
    }

    [Fact]
    public async Task The_hour_is_the_servers_local_one_exactly_and_is_not_made_up_for()
    {
        await using var group = await GroupStand.CreateAsync(
            Folder,
            new BizTalkSandboxOptions { TimeZone = TimeZoneInfo.CreateCustomTimeZone("East", TimeSpan.FromHours(5), "East", "East") }
        );
        var day = new DateTime(2027, 9, 30);
        group.Schedule("d", ", 0, 2");
        Assert.Equal(1, group.Fulls());
        foreach (
            var (at, arguments, fulls) in new[]
            {
                // The day is UTC's, the hour local.
                (day.AddHours(6.5), ", 0, 7", 1),
                (day.AddHours(7.5), ", 0, 7", 2),
                (day.AddDays(1).AddHours(6.5), ", 0, 6", 3),
                (day.AddDays(2).AddHours(8), ", 0, 7", 3),
                (day.AddDays(2).AddHours(9), ", 0, 7, 1", 3),
                (day.AddDays(3).AddHours(7), ", 0, 7, 1", 4),
                // Outside of 0 to 23 it is 0.
                (day.AddDays(4).AddHours(5.5), ", 0, 24, 1", 4),
                (day.AddDays(5).AddHours(0.5), ", 0, 24, 1", 5),
                (day.AddDays(6).AddHours(0.5), ", 0, -1, 1", 6),
            }
        )
        {
            group.To(at);
            Assert.Empty(GroupStand.Errors(group.Schedule("d", arguments)));
            Assert.Equal((at, fulls), (at, group.Fulls()));
        }
        group.To(day.AddDays(6).AddHours(1.5));
        group.Schedule("h", ", 0, 9");
        Assert.Equal(7, group.Fulls());
    }

    [Fact]
    public async Task A_week_across_the_end_of_a_month_has_two_fulls()
    {
        await using var group = await StandAsync();
        foreach (var (day, fulls) in new[] { (29, 1), (30, 1), (31, 2), (32, 2), (33, 3) })
        {
            group.To(new DateTime(2027, 9, 1, 10, 0, 0).AddDays(day - 1));
            group.Schedule("W");
            Assert.Equal((day, fulls), (day, group.Fulls()));
        }
    }

    [Fact]
    public async Task An_unknown_frequency_is_told_only_when_nothing_else_decided()
    {
        await using var group = await StandAsync();
        Assert.Equal(0, GroupStand.Returned(group.Schedule("x")));
        Assert.Equal(1, group.Fulls());
        var refused = group.Schedule("x");
        Assert.Equal(["Unknown value for the parameter @Frequency"], GroupStand.Errors(refused));
        Assert.Equal(-1, GroupStand.Returned(refused));
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        Assert.Empty(GroupStand.Errors(group.Schedule("x")));
        Assert.Equal(2, group.Fulls());
    }
}

public sealed class OwnFullDecisionTests : FullDecision
{
    protected override string? Folder => null;
}

public sealed class ProductFullDecisionTests : FullDecision
{
    protected override string? Folder => GroupStand.ProductFolder();
}
