using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Groups of every size: one database, the usual nine, sixty; several MessageBoxes on instances of their own.</summary>
public sealed class GroupSizeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(60)]
    public void All_databases_of_a_group_end_with_the_log_of_the_one_mark(int count)
    {
        var names = Enumerable.Range(1, count).Select(number => $"Db{number:00}").ToArray();
        var history = new HistoryBuilder(names).Full().Logs(5).Full().Logs(3);
        var positions = names.Where((_, each) => each % 3 == 1).Select(name => Stands.After(history.File(8, name)));

        var plan = RestorePlanner.Plan(history.Build(), [.. positions], Stands.Wish(names)).Require();

        Assert.Equal(count, plan.Databases.Count);
        Assert.Equal((history.Mark(9), LogMarkRule.SecondToLast), (plan.Mark!.Name, plan.Mark.Rule));
        Assert.All(
            plan.Databases,
            database =>
            {
                var last = database.RollForward[^1];
                Assert.Equal((plan.Mark.SetId, true, plan.Mark.Name), (last.SetId!.Value, last.HoldsMark, last.StopAtMark));
                Assert.Equal(RestoreActionKind.Recovery, database.Actions[^1].Kind);
            }
        );
    }

    [Fact]
    public void One_bad_file_among_sixty_databases_is_named_and_keeps_all_from_that_mark()
    {
        var names = Enumerable.Range(1, 60).Select(number => $"Db{number:00}").ToArray();
        var history = new HistoryBuilder(names).Full().Logs(3);
        history.Change(4, "Db37", file => file with { Defect = "The file is damaged." });

        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish(names) with { MarkName = history.Mark(4) });

        Assert.Equal("Db37", Assert.Single(result.Problems).Database);
        Assert.Equal(history.Mark(3), result.NearestMarkBefore);
    }

    [Fact]
    public void Several_MessageBoxes_on_instances_of_their_own_go_to_the_same_mark()
    {
        var history = new HistoryBuilder("BizTalkMgmtDb", "BizTalkMsgBoxDb", "BizTalkMsgBoxDb2", "BizTalkMsgBoxDb3").Full().Logs(4);
        var wish = new RestoreWish
        {
            Targets =
            [
                RestoreTarget.SameName(HistoryBuilder.Key("BizTalkMgmtDb"), "DR1"),
                RestoreTarget.SameName(HistoryBuilder.Key("BizTalkMsgBoxDb"), "DR1"),
                RestoreTarget.SameName(HistoryBuilder.Key("BizTalkMsgBoxDb2"), "DR2"),
                RestoreTarget.SameName(HistoryBuilder.Key("BizTalkMsgBoxDb3"), "DR3"),
            ],
        };
        var positions = new[]
        {
            Stands.After(history.File(4, "BizTalkMgmtDb")) with
            {
                Instance = "DR1",
            },
            Stands.After(history.File(4, "BizTalkMsgBoxDb")) with
            {
                Instance = "DR1",
            },
            Stands.After(history.File(3, "BizTalkMsgBoxDb2")) with
            {
                Instance = "DR2",
            },
            DatabasePosition.Missing("DR3", "BizTalkMsgBoxDb3"),
        };

        var plan = RestorePlanner.Plan(history.Build(), positions, wish).Require();

        Assert.Equal(history.Mark(5), plan.Mark!.Name);
        Assert.Equal(["DR1", "DR2", "DR3"], plan.ToScripts().Keys.OrderBy(name => name));
        Assert.All(plan.ToScripts().Values, script => Assert.Contains(plan.Mark.Name, script));
        Assert.Equal(
            [DatabaseStart.Continues, DatabaseStart.Continues, DatabaseStart.Continues, DatabaseStart.StartsOver],
            plan.Databases.Select(database => database.Start)
        );
    }

    [Fact]
    public void Planning_sixty_databases_over_many_sets_takes_less_than_300_bytes_a_row()
    {
        var names = Enumerable.Range(1, 60).Select(number => $"Db{number:00}").ToArray();
        var history = new HistoryBuilder(names);
        for (var day = 0; day < 10; day++)
            history.Full().Logs(95);
        var known = history.Build();
        var wish = Stands.Wish(names);
        var rows = known.Sets.Sum(set => set.Files.Count);
        Assert.Equal(57_600, rows);
        RestorePlanner.Plan(known, [], wish).Require();

        var before = GC.GetAllocatedBytesForCurrentThread();
        RestorePlanner.Plan(known, [], wish).Require();

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / rows, 0, 300);
    }
}
