using BizTalkDR.Backups;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>What the planner says when there is no way: per database the first thing that is missing, what would repair it, and the nearest marks.</summary>
public sealed class RefusalTests
{
    private static BackupFile Missing(BackupFile file) => file with { Defect = "The file is missing." };

    private static BackupFile Simple(BackupFile file) => file with { Header = file.Header! with { RecoveryModel = "SIMPLE" } };

    private static InstanceIdentity Version(int major, string instance = Stands.Instance) =>
        new()
        {
            Instance = new InstanceReference { Name = instance },
            ProductVersion = new Version(major, 0, 1000, 1),
        };

    [Fact]
    public void Where_no_mark_is_possible_each_database_is_named_with_what_it_lacks_first()
    {
        var history = new HistoryBuilder("A", "B", "C", "D").Full().Logs(2).LoseLog("B").Logs(1);
        history.Change(1, "A", Missing).Change(4, "D", Missing).Change(3, "D", Missing).Change(2, "D", Missing);
        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B", "C", "D"));

        Assert.Equal(history.Mark(4), result.ImpossibleMark);
        Assert.Equal(
            [
                ("A", PlanProblemKind.BackupDefect, history.File(1, "A").Path),
                ("B", PlanProblemKind.LogGap, history.File(4, "B").FileName),
                ("D", PlanProblemKind.BackupDefect, history.File(4, "D").Path),
            ],
            result.Problems.Select(problem => (problem.Database!, problem.Kind, problem.Message)).Select(Shorten)
        );
        Assert.All(result.Problems, problem => Assert.NotEmpty(problem.Remedy));

        (string, PlanProblemKind, string) Shorten((string Database, PlanProblemKind Kind, string Message) problem) =>
            (
                problem.Database,
                problem.Kind,
                new[] { history.File(1, "A").Path, history.File(4, "B").FileName, history.File(4, "D").Path }.First(
                    problem.Message.Contains
                )
            );
    }

    [Fact]
    public void A_mark_impossible_for_one_database_is_refused_for_all_with_the_nearest_that_all_can_reach()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(5);
        history.Change(4, "B", file => file with { Header = file.Header! with { HasBulkLoggedData = true } });
        history.Change(5, "A", file => file with { Header = file.Header! with { HasBulkLoggedData = true } });

        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(4) });

        Assert.Equal(("B", PlanProblemKind.BulkLogged), (Assert.Single(result.Problems).Database, result.Problems[0].Kind));
        Assert.Equal((history.Mark(3), history.Mark(6)), (result.NearestMarkBefore, result.NearestMarkAfter));
    }

    [Fact]
    public void A_log_with_bulk_logged_operations_before_the_mark_is_restored_whole()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        history.Change(3, "A", file => file with { Header = file.Header! with { HasBulkLoggedData = true } });
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([history.Mark(4), null, history.Mark(4)], plan.Databases[0].RollForward.Skip(1).Select(action => action.StopAtMark));
    }

    [Fact]
    public void A_database_in_the_simple_recovery_model_is_named_where_it_has_no_logs_at_all()
    {
        var history = new HistoryBuilder("A", "B").Full().LogWithout("B").LogWithout("B");
        history.Change(1, "B", Simple);

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B")).Problems);

        Assert.Equal(("B", PlanProblemKind.SimpleRecovery), (problem.Database, problem.Kind));
        Assert.Contains("FULL recovery model", problem.Remedy);
    }

    [Fact]
    public void A_database_that_was_switched_to_simple_is_named_where_its_logs_end()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2).Full().LogWithout("B");
        history.Change(4, "B", Simple);

        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(5) });

        Assert.Equal(PlanProblemKind.SimpleRecovery, Assert.Single(result.Problems).Kind);
        Assert.Equal(history.Mark(3), result.NearestMarkBefore);
    }

    [Fact]
    public void A_database_that_was_simple_for_a_while_is_named_where_its_chain_is_broken()
    {
        var history = new HistoryBuilder("A").Full().LoseLog("A").Logs(1);
        history.Change(1, "A", Simple);

        Assert.Equal(
            PlanProblemKind.SimpleRecovery,
            Assert.Single(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A")).Problems).Kind
        );
    }

    [Fact]
    public void Backups_of_a_newer_version_are_refused_on_the_instance_that_is_too_old_only()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1);
        var wish = new RestoreWish
        {
            Targets = [RestoreTarget.SameName(HistoryBuilder.Key("A"), "DR1"), RestoreTarget.SameName(HistoryBuilder.Key("B"), "DR2")],
            Instances = [Version(15, "DR1"), Version(14, "DR2")],
        };
        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems);

        Assert.Equal(("DR2", PlanProblemKind.NewerVersion), (problem.Server, problem.Kind));
        Assert.Contains("version 15", problem.Message);
        Assert.Contains("14.0.1000.1", problem.Message);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    public void The_same_version_or_a_newer_one_restores(int major)
    {
        var history = new HistoryBuilder("A").Full().Logs(1);

        Assert.NotNull(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { Instances = [Version(major)] }).Plan);
    }

    [Fact]
    public void A_source_that_was_upgraded_in_between_is_refused_by_the_log_that_holds_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        history.Change(3, "A", file => file with { Header = file.Header! with { SoftwareVersionMajor = 16 } });
        var result = RestorePlanner.Plan(
            history.Build(),
            [],
            Stands.Wish("A") with
            {
                MarkName = history.Mark(3),
                Instances = [Version(15)],
            }
        );

        Assert.Equal(PlanProblemKind.NewerVersion, Assert.Single(result.Problems).Kind);
        Assert.Equal(history.Mark(2), result.NearestMarkBefore);
    }

    [Fact]
    public void A_partial_set_and_all_after_it_until_the_next_full_set_are_refused_though_their_LSNs_link()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("B").Logs(2).Full().Logs(1);
        var wish = Stands.Wish("A");

        var kinds = new long[] { 3, 4, 5 }.Select(set =>
            Assert.Single(RestorePlanner.Plan(history.Build(), [], wish with { MarkName = history.Mark(set) }).Problems).Kind
        );

        Assert.Equal([PlanProblemKind.PartialSet, PlanProblemKind.AfterPartialSet, PlanProblemKind.AfterPartialSet], kinds);
        Assert.NotNull(RestorePlanner.Plan(history.Build(), [], wish with { MarkName = history.Mark(7) }).Plan);
    }

    [Fact]
    public void A_database_that_can_neither_continue_nor_start_over_is_told_why_for_both()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(1);
        history.Change(1, "A", Missing);
        var result = RestorePlanner.Plan(
            history.Build(),
            [Stands.After(history.File(2, "A"))],
            Stands.Wish("A") with
            {
                MarkName = history.Mark(3),
            }
        );

        var problem = Assert.Single(result.Problems);
        Assert.Contains("waits for LSN 1100", problem.Message);
        Assert.Contains("Starting over is impossible too", problem.Message);
        Assert.Contains(" Or: ", problem.Remedy);
    }

    [Fact]
    public void A_database_of_which_nothing_is_known_is_named()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);

        Assert.Equal(("B", PlanProblemKind.NoBackups), (Assert.Single(Refused().Problems).Database, Refused().Problems[0].Kind));

        RestorePlanResult Refused() => RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(2) });
    }

    [Fact]
    public void A_full_set_that_two_sources_tell_of_is_planned_once()
    {
        var history = new HistoryBuilder("A", "B").Full().Build();
        var twice = history with { Sets = [.. history.Sets, .. history.Sets] };

        var plan = RestorePlanner.Plan(twice, [], Stands.Wish("A", "B") with { Stop = RestoreStop.FullBackup }).Require();

        Assert.Equal(["A", "B"], plan.Databases.Select(database => database.Target.Database));
    }

    [Fact]
    public void A_full_set_with_a_missing_stripe_is_refused()
    {
        var history = new HistoryBuilder("A").Full();
        history.Change(1, "A", file => file with { StripeCount = 2 });

        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A") with { Stop = RestoreStop.FullBackup });

        Assert.Equal(PlanProblemKind.BackupDefect, Assert.Single(result.Problems).Kind);
    }

    [Fact]
    public void A_log_set_that_two_sources_tell_of_lists_each_database_once()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).Build();
        var twice = history with { Sets = [.. history.Sets, .. history.Sets] };

        Assert.Equal(2, Assert.Single(LogMarkFinder.Find(twice, [], Stands.Wish("A", "B"))).Databases.Count);
    }
}
