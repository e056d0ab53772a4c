using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning.Chain;

/// <summary>What leads from a full backup to a mark: log backups of the job and of others, whole and broken.</summary>
public sealed class ChainTests
{
    // In a history of HistoryBuilder the first full backup ends at 350 inside the log that begins at 100; each log is 1000 long.
    private static RestorePlanResult To(HistoryBuilder history, long set, params DatabasePosition[] positions) =>
        RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A") with { MarkName = history.Mark(set) });

    private static IEnumerable<string> Files(RestorePlanResult result) =>
        result.Require().Databases.Single().RollForward.Select(action => action.SetId?.ToString() ?? action.Backup!.FileName);

    [Fact]
    public void A_copy_only_full_backup_is_a_base_though_the_logs_name_another_one()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        history.Change(1, "A", file => file with { Defect = "The file is missing." });
        for (var set = 2; set <= 5; set++)
            history.Change(set, "A", file => file with { Header = file.Header! with { DatabaseBackupLSN = 100 } });
        history.Outside("A", BackupType.Full, 2150, 2200, file => file with { Header = file.Header! with { IsCopyOnly = true } });

        Assert.Equal(["A_1.bak", "4", "5"], Files(To(history, 5)));
    }

    [Fact]
    public void The_newest_full_backup_is_taken_though_it_is_copy_only_and_from_outside_the_job()
    {
        var history = new HistoryBuilder("A").Full().Logs(5);
        history.Outside("A", BackupType.Full, 3150, 3200, file => file with { Header = file.Header! with { IsCopyOnly = true } });

        Assert.Equal(["A_1.bak", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_full_backup_that_ended_before_the_mark_inside_its_log_is_a_base_for_it()
    {
        var history = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.FromHours(1)).Full().Logs(3);
        var before = new DateTime(2026, 11, 21, 10, 59, 58);
        history.Outside("A", BackupType.Full, 2150, 2200, file => file with { Header = file.Header! with { BackupFinishDate = before } });

        Assert.Equal(["A_1.bak", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_full_backup_that_ended_after_the_mark_inside_its_log_is_no_base_for_it()
    {
        var history = new HistoryBuilder("A").LocalTimeAhead(TimeSpan.FromHours(1)).Full().Logs(3);
        var after = new DateTime(2026, 11, 21, 11, 0, 5);
        history.Outside("A", BackupType.Full, 2900, 3050, file => file with { Header = file.Header! with { BackupFinishDate = after } });

        Assert.Equal(["1", "2", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_full_backup_that_ended_inside_the_mark_s_log_at_an_unknown_time_is_no_base_for_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Outside("A", BackupType.Full, 2900, 3050);

        Assert.Equal(["1", "2", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_copy_only_log_does_not_break_the_chain_and_is_not_restored()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        history.Outside("A", BackupType.Log, 1100, 1600, file => file with { Header = file.Header! with { IsCopyOnly = true } });

        Assert.Equal(["1", "2", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void All_stripes_of_a_backup_are_restored_together()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        history.Change(1, "A", file => file with { Paths = [@"E:\1.bak", @"F:\2.bak", @"G:\3.bak"], StripeCount = 3 });

        var plan = To(history, 2).Require();

        Assert.Contains(@"FROM DISK = N'E:\1.bak', DISK = N'F:\2.bak', DISK = N'G:\3.bak'", plan.ToScript(Stands.Instance));
    }

    [Fact]
    public void A_missing_stripe_is_a_defect()
    {
        var history = new HistoryBuilder("A").Full().Logs(1);
        history.Change(1, "A", file => file with { Paths = [@"E:\1.bak", @"F:\2.bak"], StripeCount = 3 });

        var problem = Assert.Single(To(history, 2).Problems);

        Assert.Equal(PlanProblemKind.BackupDefect, problem.Kind);
        Assert.Contains("3 stripes, of which 2 are known", problem.Message);
    }

    [Fact]
    public void Several_sets_in_one_file_are_told_apart_by_their_position()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        for (var set = 1; set <= 3; set++)
        {
            var position = set;
            history.Change(set, "A", file => file with { Paths = [@"E:\all.bak"], Position = position });
        }

        Assert.Equal([1, 2, 3], To(history, 3).Require().Databases[0].RollForward.Select(action => action.Backup!.Position));
    }

    [Fact]
    public void A_restoring_database_continues_among_sets_of_one_file()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        for (var set = 1; set <= 4; set++)
        {
            var position = set;
            history.Change(set, "A", file => file with { Paths = [@"E:\all.bak"], Position = position });
        }

        Assert.Equal(["3", "4"], Files(To(history, 4, Stands.After(history.File(2, "A")))));
    }

    [Fact]
    public void A_log_that_began_before_the_full_backup_ended_and_finished_after_it_is_the_first_to_restore()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        history.Change(1, "A", file => file with { Defect = "The file is missing." });
        history.Outside("A", BackupType.Full, 900, 1500);

        Assert.Equal(["A_1.bak", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_log_that_began_and_ended_while_the_full_backup_ran_is_not_needed()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        history.Change(1, "A", file => file with { Defect = "The file is missing." });
        history.Outside("A", BackupType.Full, 900, 2300);

        Assert.Equal(["A_1.bak", "4", "5"], Files(To(history, 5)));
    }

    [Fact]
    public void A_full_backup_that_ends_where_a_log_ends_goes_on_with_the_next()
    {
        var history = new HistoryBuilder("A").Full().Logs(3);
        history.Change(1, "A", file => file with { Defect = "The file is missing." });
        history.Outside("A", BackupType.Full, 900, 2100);

        Assert.Equal(["A_1.bak", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void Two_files_of_one_range_are_restored_once()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Outside("A", BackupType.Log, 1100, 2100);

        Assert.Equal(["1", "2", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void The_second_file_of_a_range_replaces_a_bad_one()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Outside("A", BackupType.Log, 1100, 2100);
        history.Change(3, "A", file => file with { Defect = "The file is damaged." });

        Assert.Equal(["1", "2", "A_1.bak", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void Another_file_with_all_of_the_mark_s_log_replaces_a_bad_one_and_holds_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Outside("A", BackupType.Log, 1100, 3100);
        history.Change(4, "A", file => file with { Defect = "The file is damaged." });

        var result = To(history, 4);

        Assert.Equal(["1", "2", "A_1.bak"], Files(result));
        Assert.True(result.Require().Databases[0].RollForward[^1].HoldsMark);
    }

    [Fact]
    public void A_log_backup_of_no_length_is_passed_over()
    {
        var history = new HistoryBuilder("A").Full().Logs(2).LogWithout("B").Logs(1);
        history.Change(4, "A", file => file with { Header = file.Header! with { LastLSN = file.Header.FirstLSN } });
        history.Change(5, "A", file => file with { Header = file.Header! with { FirstLSN = history.File(4, "A").Header!.FirstLSN } });

        Assert.Equal(["1", "2", "3", "5"], Files(To(history, 5)));
    }

    [Fact]
    public void A_log_backup_of_no_length_can_t_hold_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(2);
        history.Change(3, "A", file => file with { Header = file.Header! with { LastLSN = file.Header.FirstLSN } });

        Assert.Equal(PlanProblemKind.MarkNotInDatabase, Assert.Single(To(history, 3).Problems).Kind);
    }

    [Fact]
    public void A_log_taken_outside_the_job_breaks_the_chain_as_long_as_nobody_knows_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(2);
        var refused = To(history, 4);

        Assert.Equal(PlanProblemKind.LogGap, Assert.Single(refused.Problems).Kind);
        Assert.Equal(history.Mark(2), refused.NearestMarkBefore);
        Assert.Equal(["1", "2", "A_1.bak", "3", "4"], Files(To(history.Outside("A", BackupType.Log, 1100, 2100), 4)));
    }

    [Fact]
    public void A_gap_is_closed_by_several_logs_from_outside_the_job()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").LoseLog("A").Logs(1);
        history.Outside("A", BackupType.Log, 2100, 3100).Outside("A", BackupType.Log, 1100, 2100);

        Assert.Equal(["1", "2", "A_2.bak", "A_1.bak", "3"], Files(To(history, 3)));
    }

    [Fact]
    public void A_restoring_database_continues_over_a_gap_that_a_log_from_outside_the_job_closes()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(1).Outside("A", BackupType.Log, 1100, 2100);

        Assert.Equal(["A_1.bak", "3"], Files(To(history, 3, Stands.After(history.File(2, "A")))));
    }

    [Fact]
    public void A_gap_is_named_with_the_backups_on_both_sides_and_what_would_repair_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(1);
        var problem = Assert.Single(To(history, 3).Problems);

        Assert.Contains(history.File(2, "A").FileName, problem.Message);
        Assert.Contains(history.File(3, "A").FileName, problem.Message);
        Assert.Contains("ends at LSN 1100", problem.Message);
        Assert.Contains("Bring the missing log back", problem.Remedy);
    }

    [Fact]
    public void A_set_from_a_newer_full_set_on_needs_nothing_of_the_gap_before_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Full().Logs(1);

        Assert.Equal(["3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_bad_full_backup_whose_repair_would_be_enough_is_what_is_named()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Full().Logs(1);
        history.Change(3, "A", file => file with { Defect = "The file is damaged." });

        var problem = Assert.Single(To(history, 4).Problems);

        Assert.Equal(PlanProblemKind.BackupDefect, problem.Kind);
        Assert.Contains(history.File(3, "A").Path, problem.Message);
    }

    [Fact]
    public void Backups_of_a_partial_set_are_not_used_though_another_source_tells_of_them_too()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1).PartialLog("A").Logs(1);
        var again = history.Build() with { OtherBackups = [history.File(3, "A")] };

        var result = RestorePlanner.Plan(again, [], Stands.Wish("A") with { MarkName = history.Mark(4) });

        Assert.Equal(PlanProblemKind.AfterPartialSet, Assert.Single(result.Problems).Kind);
    }

    [Fact]
    public void Sequence_numbers_beyond_the_range_of_a_64_bit_integer_link()
    {
        // VLF 9,999,999,999, the largest that numeric(25,0) allows.
        var history = new HistoryBuilder("A").StartAt(9_999_999_999_000_012_300_001m).Full().Logs(3).LoseLog("A").Logs(1);

        Assert.Equal(["3", "4"], Files(To(history, 4, Stands.After(history.File(2, "A")))));
        Assert.Contains("9999999999000012303001", Assert.Single(To(history, 5).Problems).Message);
    }

    [Fact]
    public void Headers_of_the_newer_sets_alone_are_joined_to_the_older_ones_by_the_sets()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        foreach (var set in new[] { 1, 2, 3 })
            history.Change(set, "A", file => file with { Header = null });

        Assert.Equal(["1", "2", "3", "4", "5"], Files(To(history, 5)));
    }

    [Fact]
    public void A_database_restored_from_a_log_whose_header_was_not_read_continues_into_those_that_were()
    {
        var history = new HistoryBuilder("A").Full().Logs(4);
        var position = Stands.After(history.File(2, "A"));
        foreach (var set in new[] { 1, 2, 3 })
            history.Change(set, "A", file => file with { Header = null });

        Assert.Equal(["3", "4", "5"], Files(To(history, 5, position)));
    }
}
