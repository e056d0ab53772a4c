using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>What the job's last step forgets. In 2020 log sets go although no newer full set is there.</summary>
public abstract class HistoryClearing
{
    protected abstract string? Folder { get; }

    [Fact]
    public async Task Log_sets_and_marks_go_once_a_later_log_set_is_there_and_full_sets_once_a_later_full_set_is()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        group.Sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        group.MarkAll();
        group.Perform("EXEC dbo.sp_DeleteBackupHistory @DaysToKeep = 14");
        Assert.Equal([(1L, "db", true), (3L, "lg", true)], group.Sets());
        foreach (var database in group.Sandbox.Group.BackedUpDatabases)
            Assert.Equal(
                group.Rows("SELECT DISTINCT MarkName FROM dbo.adm_BackupHistory WHERE BackupSetId = 3").Select(row => row[0]),
                group.Rows($"SELECT MarkName FROM [{database.Name}].dbo.MarkLog", "master", database.Instance).Select(row => row[0])
            );
        // The last log set stays however old it is; a later full set counts even if it failed.
        group.Sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        group.Sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb"));
        group.Schedule("d");
        group.Perform("EXEC dbo.sp_DeleteBackupHistory @DaysToKeep = 14");
        Assert.Equal([(3L, "lg", true), (4L, "db", false)], group.Sets());
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task No_days_or_none_at_all_clear_nothing(string days)
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        group.Sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        await group.RunAsync();
        group.Perform($"EXEC dbo.sp_DeleteBackupHistory @DaysToKeep = {days}");
        Assert.Contains((3L, "db", true), group.Sets());
    }

    [Fact]
    public async Task A_name_that_sorts_before_the_former_one_is_taken_for_old()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        group.Sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        group.MarkAll("ABC");
        group.MarkAll("ABC");
        group.Perform("EXEC dbo.sp_DeleteBackupHistory @DaysToKeep = 14");
        Assert.Equal([(1L, "db", true)], group.Sets());
    }

    [Fact]
    public async Task A_custom_database_with_older_procedures_turns_the_step_red_and_keeps_the_log_sets()
    {
        await using var group = await GroupStand.CreateAsync(Folder);
        await group.RunAsync();
        group.Perform("DROP PROCEDURE dbo.sp_CleanUpMarkLog", "ContosoOrders", group.Sandbox.Sources[1]);
        var outcome = await group.Sandbox.RunBackupJobAsync();
        Assert.False(outcome.Succeeded);
        Assert.Contains("2812", outcome.Message, StringComparison.Ordinal);
        Assert.All(group.Sets(), set => Assert.True(set.IsComplete));
    }
}

public sealed class OwnHistoryClearingTests : HistoryClearing
{
    protected override string? Folder => null;

    [Theory]
    [InlineData(BizTalkGeneration.BeforeCompression)]
    [InlineData(BizTalkGeneration.BizTalk2016)]
    public async Task Until_2016_all_sets_stay_until_a_later_full_set_has_a_row(BizTalkGeneration generation)
    {
        await using var group = await GroupStand.CreateAsync(null, new BizTalkSandboxOptions { Generation = generation });
        await group.RunAsync();
        group.Sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        group.MarkAll();
        group.Perform("EXEC dbo.sp_DeleteBackupHistory @DaysToKeep = 14");
        Assert.Equal([(1L, "db", true), (2L, "lg", true), (3L, "lg", true)], group.Sets());
        await group.RunAsync();
        Assert.Equal([(3L, "lg", true), (4L, "db", true), (5L, "lg", true)], group.Sets());
        Assert.Equal(3, group.Rows("SELECT * FROM dbo.MarkLog").Count);
    }
}

public sealed class ProductHistoryClearingTests : HistoryClearing
{
    protected override string? Folder => GroupStand.ProductFolder();
}
