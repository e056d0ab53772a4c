using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning;

public sealed class LogMarkFinderTests
{
    private static LogMark Recommended(HistoryBuilder history, IReadOnlyCollection<DatabasePosition> positions, RestoreWish wish) =>
        Assert.Single(LogMarkFinder.Find(history.Build(), positions, wish), mark => mark.IsRecommended);

    [Fact]
    public void Databases_that_start_from_full_are_recommended_the_second_to_last_mark()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3);
        var mark = Recommended(history, [], Stands.Wish("A", "B"));

        Assert.Equal((history.Mark(3), LogMarkRule.SecondToLast), (mark.Name, mark.Rule));
        Assert.Contains("the log mark before the last one should be used", mark.RuleText);
        Assert.NotNull(mark.RuleUri);
    }

    [Fact]
    public void Databases_that_log_shipping_restored_past_the_second_to_last_mark_are_recommended_the_last()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3);
        var positions = new[] { Stands.After(history.File(3, "A")), Stands.After(history.File(3, "B")) };
        var mark = Recommended(history, positions, Stands.Wish("A", "B"));

        Assert.Equal((history.Mark(4), LogMarkRule.Last), (mark.Name, mark.Rule));
    }

    [Fact]
    public void Databases_that_lag_behind_can_still_stop_at_the_second_to_last_mark()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3);
        var positions = new[] { Stands.After(history.File(2, "A")), Stands.After(history.File(1, "B")) };
        var mark = Recommended(history, positions, Stands.Wish("A", "B"));

        Assert.Equal((history.Mark(3), LogMarkRule.SecondToLast), (mark.Name, mark.Rule));
        Assert.True(mark.IsReachableByRollingForward);
    }

    [Fact]
    public void One_database_past_the_second_to_last_mark_decides_for_all()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3);
        var positions = new[] { Stands.After(history.File(2, "A")), Stands.After(history.File(3, "B")) };

        Assert.Equal(LogMarkRule.Last, Recommended(history, positions, Stands.Wish("A", "B")).Rule);
    }

    [Fact]
    public void The_only_mark_is_the_last()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);

        Assert.Equal(LogMarkRule.Last, Recommended(history, [], Stands.Wish("A")).Rule);
    }

    [Fact]
    public void A_partial_set_at_the_end_does_not_count_as_the_last()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2).PartialLog("A");
        var mark = Recommended(history, [], Stands.Wish("A", "B"));

        Assert.Equal((history.Mark(2), LogMarkRule.SecondToLast), (mark.Name, mark.Rule));
    }

    [Fact]
    public void A_bad_file_in_the_last_two_sets_leaves_the_newest_that_can_be_reached()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        history.Change(4, "A", file => file with { Defect = "The file is missing." });
        var mark = Recommended(history, [], Stands.Wish("A"));

        Assert.Equal((history.Mark(3), LogMarkRule.NewestReachable), (mark.Name, mark.Rule));
    }

    [Fact]
    public void A_mark_that_is_not_usable_says_why()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("A").Logs(1);
        var marks = LogMarkFinder.Find(history.Build(), [], Stands.Wish("A", "B"));

        Assert.Equal([true, false, false], marks.Select(mark => mark.IsUsable));
        Assert.Contains("partial set", Assert.Single(marks[1].Reasons));
        Assert.Equal(2, marks[2].Reasons.Count);
        Assert.False(marks[1].IsComplete);
    }

    [Fact]
    public void A_mark_carries_the_time_in_its_name_and_the_databases_that_have_it()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1);
        var mark = Assert.Single(LogMarkFinder.Find(history.Build(), [], Stands.Wish("A", "B")));

        Assert.Equal(new DateTime(2026, 11, 21, 9, 30, 0, 123), mark.Time);
        Assert.Equal([HistoryBuilder.Key("A"), HistoryBuilder.Key("B")], mark.Databases);
    }

    [Fact]
    public void A_history_without_logs_has_no_marks() =>
        Assert.Empty(LogMarkFinder.Find(new HistoryBuilder("A").Full().Build(), [], Stands.Wish("A")));
}
