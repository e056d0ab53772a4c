using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Running;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>Another tool takes a log backup between the mark and the job's own: then that log holds the mark.</summary>
public sealed class OtherToolsLogTests
{
    private const string After = "INSERT INTO A.dbo.MarkLog VALUES (N'written after the mark')";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_rolling_forward_ends_with_the_log_that_reached_the_mark(bool isWorkGoingOn)
    {
        await using var sides = Sides(isWorkGoingOn, out var mark);
        sides.MarkAndLog();

        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        IsAtMark(sides, mark);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_source_tells_the_LSN_of_the_mark_the_plan_ends_with_the_log_that_holds_it(bool isWorkGoingOn)
    {
        await using var sides = Sides(isWorkGoingOn, out var mark);
        sides.MarkAndLog();

        var plan = RestorePlanner.Plan(sides.History with { Marks = sides.LoggedMarks }, [], Wish(mark)).Require();
        var last = plan.Databases[0].RollForward[^1];
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.True(last.HoldsMark);
        Assert.Null(last.SetId);
        Assert.NotNull(plan.Mark!.Identity!.In(HistoryBuilder.Key("A"))!.Lsn);
        IsAtMark(sides, mark);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_an_earlier_run_left_at_the_mark_in_the_other_log_is_only_recovered(bool isLsnKnown)
    {
        await using var sides = Sides(true, out var mark);
        sides.MarkAndLog();
        var history = isLsnKnown ? sides.History with { Marks = sides.LoggedMarks } : sides.History;
        sides.OnDestination($"RESTORE DATABASE A FROM DISK = N'{history.Sets[0].Files[0].Path}' WITH NORECOVERY");
        sides.OnDestination($"RESTORE LOG A FROM DISK = N'{history.OtherBackups[0].Path}' WITH NORECOVERY, STOPATMARK = N'{mark}'");

        var plan = RestorePlanner.Plan(history, Positions(sides), Wish(mark)).Require();
        Assert.Equal([DatabaseStart.AtMark, DatabaseStart.StartsOver], plan.Databases.Select(database => database.Start));
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        IsAtMark(sides, mark);
    }

    [Fact]
    public async Task A_database_that_was_rolled_past_the_mark_in_the_other_log_starts_over()
    {
        await using var sides = Sides(true, out var mark);
        var history = sides.History with { Marks = sides.LoggedMarks };
        sides.OnDestination($"RESTORE DATABASE A FROM DISK = N'{history.Sets[0].Files[0].Path}' WITH NORECOVERY");
        sides.OnDestination($"RESTORE LOG A FROM DISK = N'{history.OtherBackups[0].Path}' WITH NORECOVERY");
        sides.OnDestination($"RESTORE LOG A FROM DISK = N'{history.Sets[1].Files[0].Path}' WITH NORECOVERY, STOPATMARK = N'{mark}'");

        var plan = RestorePlanner.Plan(history, Positions(sides), Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.Equal(DatabaseStart.StartsOver, plan.Databases[0].Start);
        Assert.Contains("past", plan.Databases[0].StartReason, StringComparison.Ordinal);
        IsAtMark(sides, mark);
    }

    [Fact]
    public async Task Where_the_other_log_is_gone_the_mark_is_refused_with_its_LSN()
    {
        await using var sides = Sides(true, out var mark);
        var history = sides.History with { Marks = sides.LoggedMarks, OtherBackups = [] };

        var refused = RestorePlanner.Plan(history, [], Wish(mark));

        Assert.Null(refused.Plan);
        Assert.Contains("LSN", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    private static PlainSides Sides(bool isWorkGoingOn, out string mark)
    {
        var sides = new PlainSides("A", "B").Full();
        mark = sides.MarkAndLog(between: () =>
        {
            if (isWorkGoingOn)
                sides.OnSource(After);
            sides.Outside("A", BackupType.Log);
            if (isWorkGoingOn)
                sides.OnSource(After);
        });
        return sides;
    }

    private static RestoreWish Wish(string mark) =>
        Stands.Wish("A", "B") with
        {
            MarkName = mark,
            ReplaceExisting = true,
            Targets =
            [
                .. Stands
                    .Wish("A", "B")
                    .Targets.Select(target => target with { Relocation = FileRelocation.ToFolders(@"C:\Data", @"C:\Log") }),
            ],
        };

    private static IReadOnlyList<DatabasePosition> Positions(PlainSides sides) =>
        new DatabasePositionReader(sides.Connector).Read(sides.Topology.Destination[0], ["A", "B"]);

    private static void IsAtMark(PlainSides sides, string mark)
    {
        var verification = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, [new("DR", "A"), new("DR", "B")], mark);
        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
        Assert.All(Positions(sides), position => Assert.Equal(mark, position.LastMark));
        sides.OnDestination("IF EXISTS (SELECT * FROM A.dbo.MarkLog WHERE MarkName LIKE N'written%') RAISERROR('too far', 16, 1)");
    }
}
