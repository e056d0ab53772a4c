using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning;

public sealed class RestorePlannerTests
{
    [Fact]
    public void Missing_databases_start_from_the_newest_full_set_and_take_every_log_to_the_mark()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2).Full().Logs(3);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(6) }).Require();

        foreach (var database in plan.Databases)
        {
            Assert.Equal(DatabaseStart.StartsOver, database.Start);
            Assert.Equal([4, 5, 6, null], database.Actions.Select(action => action.SetId));
            Assert.Equal(RestoreActionKind.Recovery, database.Actions[^1].Kind);
        }
    }

    [Fact]
    public void Every_log_stops_at_the_mark_and_only_the_last_one_holds_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(4) }).Require();

        var logs = plan.Databases[0].Actions.Where(action => action.Kind == RestoreActionKind.Log).ToList();
        Assert.All(logs, log => Assert.Equal(history.Mark(4), log.StopAtMark));
        Assert.Equal([false, false, true], logs.Select(log => log.HoldsMark));
    }

    [Fact]
    public void A_restoring_database_continues_with_the_log_after_its_redo_point()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(3, "A"))], Stands.Wish("A") with { MarkName = history.Mark(5) })
            .Require();

        Assert.Equal(DatabaseStart.Continues, plan.Databases[0].Start);
        Assert.Equal([4, 5, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void Without_headers_a_restoring_database_continues_after_the_file_restored_last()
    {
        var history = new HistoryBuilder("A").WithoutHeaders().Full().Logs(4);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(3, "A"))], Stands.Wish("A") with { MarkName = history.Mark(5) })
            .Require();

        Assert.Equal([4, 5, null], plan.Databases[0].Actions.Select(action => action.SetId));
        Assert.Contains(plan.Notes, note => note.Contains("headers"));
    }

    [Fact]
    public void Without_headers_or_restore_history_what_log_shipping_noted_tells_the_next_log()
    {
        var history = new HistoryBuilder("A").WithoutHeaders().Full().Logs(3);
        history.Change(1, "A", file => file with { IsRestored = true }).Change(2, "A", file => file with { IsRestored = true });
        var position = Stands.In(DatabaseState.Restoring, "A");

        var plan = RestorePlanner.Plan(history.Build(), [position], Stands.Wish("A") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([3, 4, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void A_restoring_database_of_unknown_position_that_may_not_start_over_is_refused()
    {
        var history = new HistoryBuilder("A").WithoutHeaders().Full().Logs(2);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(3), Start = RestoreStart.Continue };

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [Stands.In(DatabaseState.Restoring, "A")], wish).Problems);

        Assert.Equal(PlanProblemKind.PositionUnknown, problem.Kind);
    }

    [Fact]
    public void A_database_rolled_forward_past_the_mark_starts_over_from_full()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(4, "A"))], Stands.Wish("A") with { MarkName = history.Mark(4) })
            .Require();

        Assert.Equal(DatabaseStart.StartsOver, plan.Databases[0].Start);
        Assert.Contains("past", plan.Databases[0].StartReason);
        Assert.True(plan.Databases[0].Actions[0].Replace);
    }

    [Fact]
    public void A_database_past_the_mark_that_may_only_continue_is_refused_and_later_marks_are_offered()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(3), Start = RestoreStart.Continue };

        var result = RestorePlanner.Plan(history.Build(), [Stands.After(history.File(3, "A"))], wish);

        Assert.Equal(PlanProblemKind.MarkPassed, Assert.Single(result.Problems).Kind);
        Assert.Null(result.NearestMarkBefore);
        Assert.Equal(history.Mark(4), result.NearestMarkAfter);
    }

    [Fact]
    public void A_database_that_was_stopped_at_the_mark_is_only_recovered()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2);
        var positions = new[] { Stands.StoppedAt(history.File(3, "A"), history.Mark(3)), Stands.After(history.File(2, "B")) };

        var plan = RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A", "B") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal([DatabaseStart.AtMark, DatabaseStart.Continues], plan.Databases.Select(database => database.Start));
        Assert.Equal(RestoreActionKind.Recovery, Assert.Single(plan.Databases[0].Actions).Kind);
    }

    [Fact]
    public void A_database_stopped_at_an_earlier_mark_goes_on_with_the_rest_of_that_log()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        var plan = RestorePlanner
            .Plan(
                history.Build(),
                [Stands.StoppedAt(history.File(3, "A"), history.Mark(3))],
                Stands.Wish("A") with
                {
                    MarkName = history.Mark(4),
                }
            )
            .Require();

        Assert.Equal([3, 4, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void A_database_recovered_at_the_mark_by_an_earlier_run_is_left_alone()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2);
        var mark = history.Mark(3);
        var recovered = Stands.StoppedAt(history.File(3, "A"), mark) with { State = DatabaseState.Online, LastMark = mark };
        var positions = new[] { recovered, Stands.StoppedAt(history.File(3, "B"), mark) };

        var plan = RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A", "B") with { MarkName = mark }).Require();

        Assert.Equal([DatabaseStart.Recovered, DatabaseStart.AtMark], plan.Databases.Select(database => database.Start));
        Assert.Empty(plan.Databases[0].Actions);
    }

    [Fact]
    public void The_mark_of_a_partial_set_is_refused()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("A");
        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) });

        Assert.Equal(PlanProblemKind.PartialSet, Assert.Single(result.Problems).Kind);
        Assert.Equal(history.Mark(2), result.NearestMarkBefore);
    }

    [Fact]
    public void Log_sets_after_a_partial_set_are_refused_until_the_next_full_set()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("A").Logs(1).Full().Logs(1);

        var refused = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(4) });
        var accepted = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(6) });

        Assert.All(refused.Problems, problem => Assert.Equal(PlanProblemKind.AfterPartialSet, problem.Kind));
        Assert.Contains("Partial set 3", refused.Problems[0].Message);
        Assert.Equal([5, 6, null], accepted.Require().Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void A_partial_full_set_is_passed_over_together_with_the_logs_after_it()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialFull("A").Logs(1);

        Assert.Equal(
            PlanProblemKind.AfterPartialSet,
            RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(4) }).Problems[0].Kind
        );
        Assert.NotNull(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(2) }).Plan);
    }

    [Fact]
    public void After_a_partial_set_a_database_continues_only_if_the_LSNs_link_across_it()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("B").Full().Logs(1);
        var positions = new[] { Stands.After(history.File(2, "A")), Stands.After(history.File(2, "B")) };

        var plan = RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A", "B")).Require();

        Assert.Equal([DatabaseStart.Continues, DatabaseStart.StartsOver], plan.Databases.Select(database => database.Start));
        Assert.DoesNotContain(plan.Databases.SelectMany(database => database.Actions), action => action.SetId == 3);
    }

    [Fact]
    public void Without_headers_no_database_continues_across_a_partial_set()
    {
        var history = new HistoryBuilder("A", "B").WithoutHeaders().Full().Logs(1).PartialLog("B").Full().Logs(1);
        var plan = RestorePlanner.Plan(history.Build(), [Stands.After(history.File(2, "A"))], Stands.Wish("A")).Require();

        Assert.Equal(DatabaseStart.StartsOver, plan.Databases[0].Start);
        Assert.Equal([4, 5, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void Skipped_set_ids_are_no_gap()
    {
        var history = new HistoryBuilder("A").WithoutHeaders().Full().SkipIds(5).Logs(1).SkipIds(3).Logs(1);
        var plan = RestorePlanner
            .Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Build().Sets[^1].MarkName })
            .Require();

        Assert.Equal(4, plan.Databases[0].Actions.Count);
    }

    [Fact]
    public void A_complete_set_without_a_log_of_the_database_is_a_gap_when_headers_are_unknown()
    {
        var history = new HistoryBuilder("A", "B").WithoutHeaders().Full().LogWithout("A").Logs(1);
        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) });

        var problem = Assert.Single(result.Problems);
        Assert.Equal(PlanProblemKind.LogGap, problem.Kind);
        Assert.Equal("A", problem.Database);
    }

    [Fact]
    public void A_complete_set_without_a_log_of_the_database_is_no_gap_when_the_LSNs_link()
    {
        var history = new HistoryBuilder("A", "B").Full().LogWithout("A").Logs(1);

        Assert.NotNull(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) }).Plan);
    }

    [Fact]
    public void Log_that_somebody_else_backed_up_is_a_gap_in_the_LSNs()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(1);
        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(3) });

        Assert.Equal(PlanProblemKind.LogGap, Assert.Single(result.Problems).Kind);
        Assert.Contains("4305", result.Problems[0].Message);
        Assert.Equal(history.Mark(2), result.NearestMarkBefore);
    }

    [Fact]
    public void A_log_backup_from_outside_the_job_closes_the_gap()
    {
        var builder = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(1);
        var before = builder.File(2, "A").Header!;
        var outside = builder.File(2, "A") with
        {
            Paths = [@"E:\other.trn"],
            Header = before with { FirstLSN = before.LastLSN, LastLSN = before.LastLSN + 1000 },
        };

        var plan = RestorePlanner
            .Plan(builder.Build() with { OtherBackups = [outside] }, [], Stands.Wish("A") with { MarkName = builder.Mark(3) })
            .Require();

        Assert.Equal([1, 2, null, 3, null], plan.Databases[0].Actions.Select(action => action.SetId));
        Assert.Equal(@"E:\other.trn", plan.Databases[0].Actions[2].Backup!.Path);
    }

    [Fact]
    public void A_damaged_newest_full_backup_makes_an_older_one_the_base()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).Full().Logs(1);
        history.Change(3, "A", file => file with { Defect = "The file is damaged." });

        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([1, 2, 4, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void A_damaged_log_on_the_way_is_named()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        history.Change(2, "A", file => file with { Defect = "The file is missing." });

        var problem = Assert.Single(
            RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(3) }).Problems
        );

        Assert.Equal(PlanProblemKind.BackupDefect, problem.Kind);
        Assert.Contains("The file is missing.", problem.Message);
    }

    [Fact]
    public void A_database_added_later_is_refused_for_marks_before_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).AddDatabase("B").Full().Logs(1);

        var problem = Assert.Single(
            RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(2) }).Problems
        );

        Assert.Equal(PlanProblemKind.MarkNotInDatabase, problem.Kind);
        Assert.Contains("added later", problem.Message);
        Assert.NotNull(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(4) }).Plan);
    }

    [Fact]
    public void Logs_on_another_recovery_fork_do_not_continue_the_chain()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).NewFork().Logs(1);
        var problem = Assert.Single(
            RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(3) }).Problems
        );

        Assert.Equal(PlanProblemKind.OtherFork, problem.Kind);
    }

    [Fact]
    public void A_full_set_on_the_new_fork_is_a_base_again()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).NewFork().Full().Logs(1);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([3, 4, null], plan.Databases[0].Actions.Select(action => action.SetId));
    }

    [Fact]
    public void A_mark_inside_a_log_with_bulk_logged_operations_is_refused_and_the_next_one_offered()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        history.Change(3, "A", file => file with { Header = file.Header! with { HasBulkLoggedData = true } });

        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(3) });

        Assert.Equal(PlanProblemKind.BulkLogged, Assert.Single(result.Problems).Kind);
        Assert.Equal((history.Mark(2), history.Mark(4)), (result.NearestMarkBefore, result.NearestMarkAfter));
    }

    [Fact]
    public void Backups_of_a_newer_version_are_refused_with_both_versions()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var old = new InstanceIdentity
        {
            Instance = new InstanceReference { Name = Stands.Instance },
            ProductVersion = new Version(14, 0, 1000, 1),
        };

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { Instances = [old] }).Problems);

        Assert.Contains("version 15", problem.Message);
        Assert.Contains("14.0.1000.1", problem.Message);
        Assert.Contains("3169", problem.Message);
    }

    [Theory]
    [InlineData(DatabaseState.Online, PlanProblemKind.DatabaseExists)]
    [InlineData(DatabaseState.Suspect, PlanProblemKind.DatabaseExists)]
    [InlineData(DatabaseState.Recovering, PlanProblemKind.WrongState)]
    [InlineData(DatabaseState.Unreachable, PlanProblemKind.WrongState)]
    public void A_database_in_a_state_that_forbids_the_restore_is_named(DatabaseState state, PlanProblemKind expected)
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var result = RestorePlanner.Plan(history.Build(), [Stands.In(state, "A")], Stands.Wish("A") with { MarkName = history.Mark(3) });

        Assert.Equal(expected, Assert.Single(result.Problems).Kind);
    }

    [Fact]
    public void An_online_database_is_overwritten_only_when_the_wish_allows_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.In(DatabaseState.Online, "A")], Stands.Wish("A") with { ReplaceExisting = true })
            .Require();

        Assert.True(plan.Databases[0].Actions[0].Replace);
    }

    [Fact]
    public void An_unknown_mark_is_named()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = "BTS_never" }).Problems);

        Assert.Equal(PlanProblemKind.UnknownMark, problem.Kind);
    }

    [Fact]
    public void A_mark_whose_name_differs_in_case_is_offered_and_not_taken()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(2).ToLowerInvariant() };

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems);

        Assert.Equal(PlanProblemKind.UnknownMark, problem.Kind);
        Assert.Contains($"but {history.Mark(2)}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wish_without_databases_is_invalid()
    {
        var problem = Assert.Single(RestorePlanner.Plan(new HistoryBuilder("A").Full().Logs(1).Build(), [], new RestoreWish()).Problems);

        Assert.Equal(PlanProblemKind.InvalidWish, problem.Kind);
    }

    [Fact]
    public void The_exception_carries_the_problems_and_what_to_do()
    {
        var result = RestorePlanner.Plan(new BackupHistory(), [], Stands.Wish("A"));
        var exception = Assert.Throws<RestorePlanException>(result.Require);

        Assert.Equal("PlanNoMark", exception.ErrorId);
        Assert.NotNull(exception.Remedy);
        Assert.Same(result, exception.Result);
    }

    [Fact]
    public void Left_restoring_means_no_recovery_at_all()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { LeaveRestoring = true }).Require();

        Assert.DoesNotContain(plan.Databases[0].Actions, action => action.Kind == RestoreActionKind.Recovery);
    }

    [Fact]
    public void Full_backups_alone_come_from_one_set_and_are_recovered_after_all()
    {
        var history = new HistoryBuilder("A", "B").Full();
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { Stop = RestoreStop.FullBackup }).Require();

        Assert.Null(plan.Mark);
        Assert.All(
            plan.Databases,
            database => Assert.Equal([RestoreActionKind.Full, RestoreActionKind.Recovery], database.Actions.Select(action => action.Kind))
        );
    }

    [Fact]
    public void The_expected_loss_is_the_time_from_the_mark_to_the_newest_one_known()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(2) }).Require();

        Assert.Equal(TimeSpan.FromMinutes(30), plan.ExpectedDataLoss);
    }
}
