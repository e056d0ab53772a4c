using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning.Marks;

/// <summary>Times in the names of marks, dates of backups, and the zones between them.</summary>
public sealed class MarkTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static RestorePlan To(HistoryBuilder history, long set) =>
        RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(set) }).Require();

    [Fact]
    public void The_loss_runs_from_the_mark_to_the_last_backup_though_that_is_a_full_one_with_no_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Full();

        Assert.Equal(TimeSpan.FromMinutes(30), To(history, 3).ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_is_unknown_and_never_nothing_where_nothing_is_known_after_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);

        Assert.NotEqual(TimeSpan.Zero, To(history, 4).ExpectedDataLoss);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_loss_of_a_production_that_is_open_runs_until_now_however_new_the_last_backup_is(bool isLast)
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        var mark = history.Mark(isLast ? 4 : 3);
        var now = MarkName.Time(mark)!.Value + 2 * Hour;
        var wish = Stands.Wish("A") with { MarkName = mark, Production = new ServerClock("SOURCE", now, now) };

        Assert.Equal(2 * Hour, RestorePlanner.Plan(history.Build(), [], wish).Require().ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_of_an_open_production_whose_clock_is_behind_the_mark_is_unknown()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        var mark = history.Mark(3);
        var now = MarkName.Time(mark)!.Value - Hour;
        var wish = Stands.Wish("A") with { MarkName = mark, Production = new ServerClock("SOURCE", now, now) };

        Assert.Null(RestorePlanner.Plan(history.Build(), [], wish).Require().ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_counts_a_partial_set_because_its_backups_show_what_was_there()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2).PartialLog("A");
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal(TimeSpan.FromMinutes(15), plan.ExpectedDataLoss);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-300)]
    [InlineData(345)]
    public void The_loss_is_the_same_whatever_zone_the_dates_of_the_backups_are_in(int minutesAhead)
    {
        var history = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.FromMinutes(minutesAhead)).Full().Logs(4).Full();

        Assert.Equal(TimeSpan.FromMinutes(45), To(history, 3).ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_ends_with_the_last_backup_by_another_tool_whose_date_is_local()
    {
        var history = new HistoryBuilder("A").LocalTimeAhead(2 * Hour).Full().Logs(2);
        var end = history.File(3, "A").Header!.BackupFinishDate + Hour;
        history.Outside("A", BackupType.Log, 2100, 3100, file => file with { Header = file.Header! with { BackupFinishDate = end } });

        Assert.Equal(Hour, To(history, 3).ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_is_unknown_where_the_dates_can_not_be_compared()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        history.Outside("A", BackupType.Log, 2100, 3100);

        Assert.Null(To(history, 3).ExpectedDataLoss);
    }

    [Fact]
    public void The_loss_is_unknown_where_the_mark_s_name_tells_no_time()
    {
        var history = new HistoryBuilder("A").Full().Logs(2).Build();
        var sets = history.Sets.Select(set => set.SetId == 2 ? set with { MarkName = "before the release" } : set);
        var plan = RestorePlanner.Plan(history with { Sets = [.. sets] }, [], Stands.Wish("A") with { MarkName = "before the release" });

        Assert.Null(plan.Require().ExpectedDataLoss);
    }

    [Fact]
    public void Across_a_change_of_the_clock_names_in_UTC_tell_the_true_loss()
    {
        // Clocks are put back by an hour between the two marks: the dates of the backups are only 15 minutes apart.
        var history = new HistoryBuilder("A").LocalTimeAhead(2 * Hour).Full().Logs(1);
        history.LocalTimeAhead(Hour).Wait(Hour).Logs(1);
        var dates = history.File(3, "A").Header!.BackupFinishDate - history.File(2, "A").Header!.BackupFinishDate;

        Assert.Equal(TimeSpan.FromMinutes(15), dates);
        Assert.Equal(TimeSpan.FromMinutes(75), To(history, 2).ExpectedDataLoss);
    }

    [Fact]
    public void Across_a_change_of_the_clock_the_order_of_sets_decides_not_the_time_in_the_names()
    {
        // Local names: the hour from two to three comes twice, so the later mark has the earlier name.
        var history = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.Zero).Full().Logs(3).Wait(-Hour).Logs(2);
        Assert.True(string.CompareOrdinal(history.Mark(6), history.Mark(4)) < 0);

        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A")).Require();
        var marks = LogMarkFinder.Find(history.Build(), [], Stands.Wish("A"));

        Assert.Equal((history.Mark(5), LogMarkRule.SecondToLast), (plan.Mark!.Name, plan.Mark.Rule));
        Assert.Equal([2, 3, 4, 5, 6], marks.Select(mark => mark.SetId));
        Assert.Equal([1, 2, 3, 4, 5], plan.Databases[0].RollForward.Select(action => action.SetId!.Value));
    }

    [Fact]
    public void A_mark_says_whether_its_time_is_local_or_UTC()
    {
        var local = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.Zero).Full().Logs(1);
        var utc = new HistoryBuilder("A").LocalTimeAhead(Hour).Full().Logs(1);

        Assert.Equal(DateTimeKind.Local, To(local, 2).Mark!.TimeKind);
        Assert.Equal(DateTimeKind.Utc, To(utc, 2).Mark!.TimeKind);
    }

    [Fact]
    public void Marks_may_be_named_after_anything()
    {
        var history = new HistoryBuilder("A").MarksNamed("Nightly").Full().Logs(3);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A")).Require();

        Assert.StartsWith("Nightly_2026", plan.Mark!.Name, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(15), plan.ExpectedDataLoss);
        Assert.NotNull(plan.Mark.Time);
    }

    private static BackupHistory TwiceNamed(HistoryBuilder history, string name) =>
        history.Build() with
        {
            Sets = [.. history.Build().Sets.Select(set => set.SetId is 3 or 5 ? set with { MarkName = name } : set)],
        };

    [Fact]
    public void A_mark_whose_name_occurs_twice_is_asked_about()
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(4), "Release");
        var problem = Assert.Single(RestorePlanner.Plan(history, [], Stands.Wish("A") with { MarkName = "Release" }).Problems);

        Assert.Equal(PlanProblemKind.UnknownMark, problem.Kind);
        Assert.Contains("more than once", problem.Message);
    }

    [Fact]
    public void A_mark_that_was_set_before_the_time_given_is_not_called_unknown()
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(4), "Release");
        var wish = Stands.Wish("A") with { MarkName = "Release", MarkAfter = new DateTime(2030, 1, 1) };

        var problem = Assert.Single(RestorePlanner.Plan(history, [], wish).Problems);

        Assert.Equal(PlanProblemKind.UnknownMark, problem.Kind);
        Assert.Contains("not set at or after 2030-01-01 00:00:00, but at 2026-11-21", problem.Message);
    }

    [Theory]
    [InlineData("2026-11-21T09:00:00", 3)]
    [InlineData("2026-11-21T09:50:00", 5)]
    public void The_time_after_which_it_was_set_tells_which_of_two_marks_of_one_name_is_meant(string after, long set)
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(4), "Release");
        var wish = Stands.Wish("A") with { MarkName = "Release", MarkAfter = DateTime.Parse(after, CultureInfo.InvariantCulture) };
        var plan = RestorePlanner.Plan(history, [], wish).Require();

        Assert.Equal(set, plan.Mark!.SetId);
        // Only the log that holds it is told to stop, and it holds no other of that name: clocks go back, and the server's AFTER may hit the other one.
        Assert.Contains("STOPATMARK = N'Release', STATS", plan.ToScript(Stands.Instance));
        Assert.Equal("Release", Assert.Single(plan.Databases[0].RollForward.Select(action => action.StopAtMark).OfType<string>()));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void The_set_tells_which_of_two_marks_of_one_name_is_meant(long set)
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(4), "Release");
        var plan = RestorePlanner.Plan(history, [], Stands.Wish("A") with { MarkName = "Release", MarkSetId = set }).Require();

        Assert.Equal((set, set), (plan.Mark!.SetId, plan.Mark.Identity!.SetId));
        Assert.Equal(set, plan.Databases[0].RollForward[^1].SetId);
    }

    [Fact]
    public void The_set_tells_it_though_the_clock_went_back_and_no_time_can()
    {
        // Set 4 has the name and the times of set 3: the quarter of an hour came twice.
        var history = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.Zero).Full().Logs(2).Wait(TimeSpan.FromMinutes(-15)).Logs(2);
        Assert.Equal(history.Mark(3), history.Mark(4));
        var wish = Stands.Wish("A") with { MarkName = history.Mark(4) };

        var second = RestorePlanner.Plan(history.Build(), [], wish with { MarkSetId = 4 }).Require();
        var byTime = RestorePlanner.Plan(history.Build(), [], wish with { MarkAfter = MarkName.Time(history.Mark(4)) }).Require();
        var asked = Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems);

        Assert.Equal((4, 3), (second.Mark!.SetId, byTime.Mark!.SetId));
        Assert.Equal([null, null, history.Mark(4)], second.Databases[0].RollForward.Skip(1).Select(action => action.StopAtMark));
        Assert.Contains("set 3 (2026-11-21 09:45:00), set 4 (2026-11-21 09:45:00)", asked.Message);
        Assert.Contains("-MarkSetId", asked.Remedy);
    }

    [Fact]
    public void A_set_that_holds_no_mark_of_the_name_is_named_with_those_that_do()
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(4), "Release");
        var problem = Assert.Single(
            RestorePlanner.Plan(history, [], Stands.Wish("A") with { MarkName = "Release", MarkSetId = 4 }).Problems
        );

        Assert.Contains("is not of set 4, but of set 3", problem.Message);
    }

    [Fact]
    public void A_set_given_with_a_name_that_occurs_once_changes_nothing()
    {
        // What was put together from files is numbered by itself.
        var history = new HistoryBuilder("A").Full().Logs(3);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(3), MarkSetId = 300 };

        Assert.Equal(3, RestorePlanner.Plan(history.Build(), [], wish).Require().Mark!.SetId);
    }

    [Fact]
    public void A_log_that_holds_two_marks_of_the_name_is_refused_where_nobody_knows_which_comes_first()
    {
        // Set 3 failed before it took the log of A: the log of set 4 holds both marks.
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("B").Full().Logs(2).Build();
        var sets = history.Sets.Select(set => set.SetId is 3 or 5 ? set with { MarkName = "Release" } : set).ToList();
        var wish = Stands.Wish("A", "B") with { MarkName = "Release", MarkSetId = 5 };

        var refused = RestorePlanner.Plan(history with { Sets = sets }, [], wish);
        var known = RestorePlanner.Plan(
            history with
            {
                Sets = sets,
                Marks =
                [
                    new LoggedMark(HistoryBuilder.Key("A"), "Release", 1150),
                    new LoggedMark(HistoryBuilder.Key("A"), "Release", 1950),
                ],
            },
            [],
            wish
        );

        var problem = Assert.Single(refused.Problems);
        Assert.Equal("A", problem.Database);
        Assert.Equal(PlanProblemKind.UnknownMark, problem.Kind);
        Assert.Contains("holds an earlier mark of that name", problem.Message);
        Assert.Empty(known.Problems);
    }

    [Fact]
    public void AFTER_is_compared_in_the_server_s_local_time_though_names_are_in_UTC()
    {
        // Both marks were set after 09:50 local time, which is two hours ahead.
        var history = TwiceNamed(new HistoryBuilder("A").LocalTimeAhead(2 * Hour).Full().Logs(4), "Release_2026_11_21_09_30_00_000");
        var wish = Stands.Wish("A") with { MarkName = "Release_2026_11_21_09_30_00_000", MarkAfter = new DateTime(2026, 11, 21, 9, 50, 0) };

        Assert.Equal(3, RestorePlanner.Plan(history, [], wish).Require().Mark!.SetId);
    }

    [Fact]
    public void A_recommended_mark_whose_name_occurred_before_is_not_looked_for_in_the_logs_before_it()
    {
        var history = TwiceNamed(new HistoryBuilder("A").Full().Logs(5), "Release");
        var plan = RestorePlanner.Plan(history, [], Stands.Wish("A")).Require();

        Assert.Equal(5, plan.Mark!.SetId);
        Assert.Equal([null, null, null, "Release"], plan.Databases[0].RollForward.Skip(1).Select(action => action.StopAtMark));
    }
}
