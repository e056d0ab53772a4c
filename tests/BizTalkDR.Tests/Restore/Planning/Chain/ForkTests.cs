using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning.Chain;

/// <summary>Recovery forks: production was itself restored to an earlier point, by hand or in an earlier failback, and went on from there.</summary>
public sealed class ForkTests
{
    private static readonly Guid Old = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid New = new("bbbbbbbb-0000-0000-0000-000000000000");

    // Full set 1 and logs 2 to 4 on the old fork; recovered inside log 3 at 2050; log 5 begins where log 3 did and spans both forks.
    private static HistoryBuilder Recovered()
    {
        var history = new HistoryBuilder("A") { Fork = Old }
            .Full()
            .Logs(4);
        return history.Change(5, "A", file => file with { Header = Spanning(file.Header!) });
    }

    private static BackupHeader Spanning(BackupHeader header) =>
        header with
        {
            FirstLSN = 1100,
            LastLSN = 2600,
            FirstRecoveryForkID = Old,
            RecoveryForkID = New,
            ForkPointLSN = 2050,
        };

    private static RestorePlanResult To(HistoryBuilder history, long set, params DatabasePosition[] positions) =>
        RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A") with { MarkName = history.Mark(set) });

    private static IEnumerable<string> Files(RestorePlanResult result) =>
        result.Require().Databases.Single().RollForward.Select(action => action.SetId?.ToString() ?? action.Backup!.FileName);

    [Fact]
    public void The_way_to_the_new_fork_leaves_out_the_logs_of_the_branch_that_was_given_up() =>
        Assert.Equal(["1", "2", "5"], Files(To(Recovered(), 5)));

    [Fact]
    public void A_mark_of_the_branch_that_was_given_up_can_still_be_restored() =>
        Assert.Equal(["1", "2", "3", "4"], Files(To(Recovered(), 4)));

    [Fact]
    public void A_database_that_stands_before_the_fork_continues_over_it()
    {
        var history = Recovered();

        Assert.Equal(["5"], Files(To(history, 5, Stands.After(history.File(2, "A")))));
    }

    [Fact]
    public void A_database_on_the_branch_that_was_given_up_starts_over()
    {
        var history = Recovered();
        var plan = To(history, 5, Stands.After(history.File(3, "A"))).Require();

        Assert.Equal(DatabaseStart.StartsOver, plan.Databases[0].Start);
        Assert.Contains("4330", plan.Databases[0].StartReason);
    }

    [Fact]
    public void A_database_on_the_branch_that_was_given_up_is_refused_when_it_may_only_continue()
    {
        var history = Recovered();
        var wish = Stands.Wish("A") with { MarkName = history.Mark(5), Start = RestoreStart.Continue };
        var result = RestorePlanner.Plan(history.Build(), [Stands.After(history.File(3, "A"))], wish);

        Assert.Equal(PlanProblemKind.OtherFork, Assert.Single(result.Problems).Kind);
    }

    [Fact]
    public void A_full_backup_of_the_branch_that_was_given_up_is_no_base_for_the_new_fork()
    {
        var history = Recovered();
        history.Outside("A", BackupType.Full, 2000, 2100, file => file with { Header = OnOldFork(file.Header!) });

        Assert.Equal(["1", "2", "5"], Files(To(history, 5)));
    }

    private static BackupHeader OnOldFork(BackupHeader header) =>
        header with
        {
            FirstRecoveryForkID = Old,
            RecoveryForkID = Old,
            ForkPointLSN = null,
        };

    [Fact]
    public void Without_a_log_over_the_fork_only_a_full_backup_after_it_leads_to_the_new_fork()
    {
        var history = new HistoryBuilder("A") { Fork = Old }
            .Full()
            .Logs(1)
            .NewFork()
            .Logs(1)
            .Full()
            .Logs(1);

        Assert.Equal(PlanProblemKind.OtherFork, Assert.Single(To(history, 3).Problems).Kind);
        Assert.Equal(["4", "5"], Files(To(history, 5)));
    }

    [Fact]
    public void After_an_earlier_failback_set_ids_that_were_handed_out_again_do_not_mix()
    {
        // Production was restored to the mark of set 3; the management database hands out 4 and 5 once more.
        var lost = new HistoryBuilder("A") { Fork = Old }
            .Full()
            .Logs(4);
        var before = lost.Build().Sets;
        var after = new HistoryBuilder("A") { Fork = New }
            .SkipIds(3)
            .Wait(TimeSpan.FromHours(5))
            .StartAt(2000)
            .Full()
            .Logs(2);
        var history = new BackupHistory { Sets = [.. before, .. after.Build().Sets] };

        var plan = RestorePlanner.Plan(history, [], Stands.Wish("A")).Require();

        Assert.Equal(after.Mark(5), plan.Mark!.Name);
        Assert.Equal(
            [after.File(4, "A").Path, after.File(5, "A").Path],
            plan.Databases[0].RollForward.Select(action => action.Backup!.Path)
        );
    }

    [Fact]
    public void A_log_from_outside_the_job_whose_fork_is_not_known_is_not_trusted_where_there_are_several()
    {
        var history = new HistoryBuilder("A") { Fork = Old }
            .Full()
            .Logs(1)
            .LoseLog("A")
            .Logs(1)
            .NewFork()
            .Full()
            .Logs(1);
        history.Outside(
            "A",
            BackupType.Log,
            1100,
            2100,
            file => file with { Header = file.Header! with { FirstRecoveryForkID = null, RecoveryForkID = null } }
        );

        Assert.Equal(PlanProblemKind.LogGap, Assert.Single(To(history, 3).Problems).Kind);
    }

    [Fact]
    public void A_differential_leads_from_a_full_backup_of_the_old_fork_to_the_new_one()
    {
        var history = new HistoryBuilder("A") { Fork = Old }
            .Full()
            .Logs(1)
            .NewFork()
            .LoseLog("A")
            .Logs(2);
        var full = history.File(1, "A").Header!;
        history.Outside(
            "A",
            BackupType.Differential,
            2300,
            2400,
            file =>
                file with
                {
                    Header = file.Header! with { DifferentialBaseGUID = full.BackupSetGUID, DifferentialBaseLSN = full.CheckpointLSN },
                }
        );

        Assert.Equal(["1", "A_1.bak", "3", "4"], Files(To(history, 4)));
    }
}
