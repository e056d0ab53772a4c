using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Running;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>Marks whose names are not in the order of time, and what a MarkLog proves.</summary>
public sealed class MarksOutOfTimeTests
{
    private static readonly DatabaseKey[] Copies = [new("DR", "A"), new("DR", "B")];

    [Theory]
    [InlineData("BTS_2026_10_25_13_00_00_000", "BTS_2026_10_25_11_15_00_000")]
    [InlineData("BTS_2026_10_25_02_45_00_000", "BTS_2026_10_25_02_00_00_000")]
    [InlineData("BTS_2026_10_25_02_45_00_000", "ABC_2026_10_25_01_00_00_000")]
    [InlineData("BTS_2026_10_25_02_45_00_000", "nightly")]
    public async Task Databases_restored_to_a_mark_with_an_earlier_name_than_the_one_before_it_stand_there(string before, string mark)
    {
        await using var sides = new PlainSides("A", "B").Full();
        sides.MarkAndLog(before);
        sides.MarkAndLog(mark);
        sides.MarkAndLog("BTS_2026_10_25_02_15_00_000");

        var plan = Restore(sides, mark);
        var verification = Verify(sides, mark);
        var again = RestorePlanner.Plan(sides.History, Positions(sides), Wish(mark)).Require();

        Assert.Equal(["BTS_2026_10_25_02_15_00_000"], plan.Mark!.Identity!.Later);
        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
        Assert.Equal(mark, Verify(sides, null).Mark);
        Assert.All(again.Databases, database => Assert.Equal(DatabaseStart.Recovered, database.Start));
    }

    [Fact]
    public async Task A_database_whose_MarkLog_lost_the_mark_is_not_taken_for_standing_there()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        Restore(sides, mark);
        sides.OnDestination("DELETE FROM A.dbo.MarkLog");

        var report = Assert.Single(Verify(sides, mark).Databases, each => !each.IsAtMark);

        Assert.Equal("A", report.Database);
        Assert.Contains("MarkLog", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_has_set_marks_of_its_own_since_is_told_apart()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        Restore(sides, mark);
        sides.Mark("DR", "AAA_2020_01_01_00_00_00_000");

        var verification = Verify(sides, mark);

        Assert.False(verification.IsConsistent);
        Assert.All(verification.Differences, difference => Assert.Contains("AAA_2020", difference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Production_that_was_never_restored_stands_at_no_mark_though_its_MarkLogs_agree()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();

        var verification = new DatabaseSetVerifier(sides.Connector).Verify(
            sides.Topology,
            [new DatabaseKey("SOURCE", "A"), new DatabaseKey("SOURCE", "B")],
            mark
        );

        Assert.False(verification.IsConsistent);
        Assert.All(verification.Databases, each => Assert.Equal(mark, each.LastMark));
        Assert.All(verification.Differences, difference => Assert.Contains("never restored", difference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_was_restored_past_the_mark_and_recovered_by_hand_is_told_apart()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();
        Restore(sides, mark);
        sides.OnDestination("ALTER DATABASE A SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
        foreach (var set in sides.History.Sets)
        {
            var path = set.Files[0].Path;
            sides.OnDestination(
                set.MarkName is null
                    ? $"RESTORE DATABASE A FROM DISK = N'{path}' WITH REPLACE, NORECOVERY"
                    : $"RESTORE LOG A FROM DISK = N'{path}' WITH NORECOVERY"
            );
        }
        sides.OnDestination("RESTORE DATABASE A WITH RECOVERY");

        var report = Assert.Single(Verify(sides, mark).Databases, each => !each.IsAtMark);

        Assert.Equal("A", report.Database);
        Assert.Contains("did not stop", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_backup_of_a_copy_at_the_mark_brings_its_mark_along()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();
        Restore(sides, mark);
        foreach (var name in new[] { "A", "B" })
        {
            sides.OnDestination($@"BACKUP DATABASE {name} TO DISK = N'{PlainSides.Share}\{name}_back.bak'");
            sides.OnSource($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            sides.OnSource($@"RESTORE DATABASE {name} FROM DISK = N'{PlainSides.Share}\{name}_back.bak' WITH REPLACE");
        }
        DatabaseKey[] production = [new("SOURCE", "A"), new("SOURCE", "B")];

        var verification = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, production);
        sides.MarkAndLog();
        var later = new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, production);

        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
        Assert.Equal(mark, verification.Mark);
        Assert.All(later.Databases, each => Assert.False(each.IsAtMark));
    }

    private static RestorePlan Restore(PlainSides sides, string mark)
    {
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();
        return plan;
    }

    private static DatabaseSetVerification Verify(PlainSides sides, string? mark) =>
        new DatabaseSetVerifier(sides.Connector).Verify(sides.Topology, Copies, mark);

    private static IReadOnlyList<DatabasePosition> Positions(PlainSides sides) =>
        new DatabasePositionReader(sides.Connector).Read(sides.Topology.Destination[0], ["A", "B"]);

    private static RestoreWish Wish(string mark)
    {
        var wish = Stands.Wish("A", "B") with { MarkName = mark };
        return wish with
        {
            Targets = [.. wish.Targets.Select(target => target with { Relocation = FileRelocation.ToFolders(@"C:\Data", @"C:\Log") })],
        };
    }
}
