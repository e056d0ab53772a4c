using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning.Start;

/// <summary>Databases at different redo points and in different states, and what it costs to continue or to start over.</summary>
public sealed class DatabaseResumeTests
{
    private static string Files(DatabasePlan database) => string.Join(" ", database.RollForward.Select(action => action.SetId));

    [Fact]
    public void Each_database_continues_from_its_own_redo_point()
    {
        var history = new HistoryBuilder("A", "B", "C").Full().Logs(4);
        var positions = new[]
        {
            Stands.After(history.File(4, "A")),
            Stands.After(history.File(1, "B")),
            Stands.StoppedAt(history.File(3, "C"), history.Mark(3)),
        };
        var plan = RestorePlanner
            .Plan(history.Build(), positions, Stands.Wish("A", "B", "C") with { MarkName = history.Mark(5) })
            .Require();

        Assert.Equal(["5", "2 3 4 5", "3 4 5"], plan.Databases.Select(Files));
        Assert.All(plan.Databases, database => Assert.Equal(DatabaseStart.Continues, database.Start));
    }

    [Fact]
    public void Restoring_standby_missing_online_and_suspect_databases_each_get_what_their_state_needs()
    {
        var history = new HistoryBuilder("Missing", "Online", "Restoring", "Standby", "Suspect").Full().Logs(2);
        var positions = new[]
        {
            Stands.After(history.File(2, "Restoring")),
            Stands.After(history.File(2, "Standby")) with
            {
                State = DatabaseState.Standby,
            },
            Stands.In(DatabaseState.Online, "Online"),
            Stands.In(DatabaseState.Suspect, "Suspect"),
        };
        var wish = Stands.Wish("Missing", "Online", "Restoring", "Standby", "Suspect") with { MarkName = history.Mark(3) };

        var refused = RestorePlanner.Plan(history.Build(), positions, wish);
        var plan = RestorePlanner.Plan(history.Build(), positions, wish with { ReplaceExisting = true }).Require();

        Assert.Equal(["Online", "Suspect"], refused.Problems.Select(problem => problem.Database));
        Assert.All(refused.Problems, problem => Assert.Equal(PlanProblemKind.DatabaseExists, problem.Kind));
        Assert.Equal(["1 2 3", "1 2 3", "3", "3", "1 2 3"], plan.Databases.Select(Files));
        Assert.Equal([false, true, false, false, true], plan.Databases.Select(database => database.Actions[0].Replace));
    }

    [Fact]
    public void One_instance_behind_the_others_takes_the_logs_it_lacks()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(4);
        var wish = new RestoreWish
        {
            Targets = [RestoreTarget.SameName(HistoryBuilder.Key("A"), "DR1"), RestoreTarget.SameName(HistoryBuilder.Key("B"), "DR2")],
        };
        var positions = new[]
        {
            Stands.After(history.File(4, "A")) with
            {
                Instance = "DR1",
            },
            Stands.After(history.File(2, "B")) with
            {
                Instance = "DR2",
            },
        };

        var plan = RestorePlanner.Plan(history.Build(), positions, wish).Require();

        Assert.Equal((history.Mark(5), LogMarkRule.Last), (plan.Mark!.Name, plan.Mark.Rule));
        Assert.Equal(["5", "3 4 5"], plan.Databases.Select(Files));
    }

    [Fact]
    public void A_mark_that_one_database_has_passed_makes_only_that_one_start_over()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(4);
        var positions = new[] { Stands.After(history.File(3, "A")), Stands.After(history.File(4, "B")) };

        var plan = RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A", "B") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([DatabaseStart.Continues, DatabaseStart.StartsOver], plan.Databases.Select(database => database.Start));
        Assert.Contains("rolled forward past", plan.Databases[1].StartReason);
        Assert.Contains(plan.Notes, note => note.Contains("DR/B starts over"));
    }

    [Fact]
    public void A_mark_that_is_the_last_record_of_its_log_leaves_the_redo_point_at_the_log_s_end()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var end = Stands.After(history.File(3, "A"));
        var stopped = end with { LastRestore = end.LastRestore! with { StopAtMarkName = history.Mark(3) } };

        var plan = RestorePlanner.Plan(history.Build(), [stopped], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal(DatabaseStart.AtMark, plan.Databases[0].Start);
        Assert.Contains("the last that its log holds", plan.Databases[0].StartReason);
    }

    [Fact]
    public void A_log_restored_to_its_end_while_a_later_mark_was_looked_for_is_not_at_that_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var end = Stands.After(history.File(2, "A"));
        var passing = end with { LastRestore = end.LastRestore! with { StopAtMarkName = history.Mark(3) } };

        var plan = RestorePlanner.Plan(history.Build(), [passing], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal(DatabaseStart.Continues, plan.Databases[0].Start);
        Assert.Equal("3", Files(plan.Databases[0]));
    }

    [Fact]
    public void A_database_at_its_mark_needs_none_of_the_files_any_more()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        history.Change(1, "A", file => file with { Defect = "The file is missing." });
        history.Change(3, "A", file => file with { Defect = "The file is missing." });
        var stopped = Stands.StoppedAt(history.File(3, "A"), history.Mark(3));

        var plan = RestorePlanner.Plan(history.Build(), [stopped], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal(DatabaseStart.AtMark, plan.Databases[0].Start);
    }

    [Fact]
    public void A_database_stopped_just_before_the_mark_takes_the_rest_of_that_log()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var stopped = Stands.StoppedAt(history.File(3, "A"), history.Mark(3));
        stopped = stopped with { LastRestore = stopped.LastRestore! with { StopBeforeMark = true } };

        var plan = RestorePlanner.Plan(history.Build(), [stopped], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal("3", Files(plan.Databases[0]));
        Assert.Contains("just before the mark", plan.Databases[0].StartReason);
    }

    [Fact]
    public void A_database_stopped_inside_the_mark_s_log_at_another_point_starts_over()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        var stopped = Stands.StoppedAt(history.File(3, "A"), "somebody else's mark");

        var plan = RestorePlanner.Plan(history.Build(), [stopped], Stands.Wish("A") with { MarkName = history.Mark(3) }).Require();

        Assert.Equal(DatabaseStart.StartsOver, plan.Databases[0].Start);
        Assert.Contains("was not stopped at that mark", plan.Databases[0].StartReason);
    }

    private static HistoryBuilder Sized(long logBytes)
    {
        var history = new HistoryBuilder("A").Full().Logs(4).Full().Logs(1);
        for (var set = 2; set <= 5; set++)
            history.Change(set, "A", file => file with { Header = file.Header! with { BackupSize = logBytes } });
        return history;
    }

    private static DatabasePlan Continuing(HistoryBuilder history, RestoreWish? wish = null)
    {
        wish ??= Stands.Wish("A");
        return RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(1, "A"))], wish with { MarkName = history.Mark(7) })
            .Require()
            .Databases[0];
    }

    [Fact]
    public void Starting_over_is_chosen_where_it_reads_less_than_half_of_what_continuing_reads()
    {
        // Continuing reads four logs of 1,100,000 bytes and one of a million; starting over a full backup and one log of a million each.
        var database = Continuing(Sized(1_100_000));

        Assert.Equal((DatabaseStart.StartsOver, "6 7"), (database.Start, Files(database)));
        Assert.Contains("2000000 bytes instead of 5400000", database.StartReason);
        Assert.Equal(2_000_000, database.EstimatedBytes);
    }

    [Fact]
    public void Continuing_is_preferred_where_starting_over_reads_only_somewhat_less()
    {
        var database = Continuing(Sized(700_000));

        Assert.Equal((DatabaseStart.Continues, "2 3 4 5 7"), (database.Start, Files(database)));
        Assert.Equal(3_800_000, database.EstimatedBytes);
    }

    [Fact]
    public void Continuing_is_preferred_where_the_size_of_a_backup_is_not_known()
    {
        var history = Sized(1_100_000);
        history.Change(6, "A", file => file with { Header = file.Header! with { BackupSize = null } });

        Assert.Equal(DatabaseStart.Continues, Continuing(history).Start);
    }

    [Fact]
    public void A_wish_to_continue_is_kept_whatever_it_costs() =>
        Assert.Equal(DatabaseStart.Continues, Continuing(Sized(9_000_000), Stands.Wish("A") with { Start = RestoreStart.Continue }).Start);

    [Fact]
    public void A_database_that_could_start_over_for_less_continues_where_its_files_could_not_be_placed()
    {
        var wish = Stands.Wish("A");
        wish = wish with
        {
            Targets = [wish.Targets[0] with { Relocation = new FileRelocation { Kind = FileRelocationKind.DefaultFolders } }],
            Instances = [new InstanceIdentity { Instance = new InstanceReference { Name = Stands.Instance } }],
        };

        Assert.Equal(DatabaseStart.Continues, Continuing(Sized(1_100_000), wish).Start);
    }

    [Fact]
    public void The_plan_tells_what_continues_what_starts_over_and_how_much_is_read()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(3, "A"))], Stands.Wish("A", "B") with { MarkName = history.Mark(4) })
            .Require();

        Assert.Equal(
            [(DatabaseStart.Continues, 1_000_000L), (DatabaseStart.StartsOver, 4_000_000L)],
            plan.Databases.Select(each => (each.Start, each.EstimatedBytes))
        );
        Assert.Equal(5_000_000, plan.EstimatedBytes);
        Assert.Equal((LogMarkRule.Named, history.Mark(4)), (plan.Mark!.Rule, plan.Mark.Name));
        Assert.All(plan.Databases, database => Assert.NotEmpty(database.StartReason));
    }
}
