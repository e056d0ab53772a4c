using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning.Chain;

/// <summary>Differential backups: the job takes none, but other tools do, and each shortens the chain of the full backup it was taken on.</summary>
public sealed class DifferentialTests
{
    private static HistoryBuilder History() => new HistoryBuilder("A").Full().Logs(5);

    private static Func<BackupFile, BackupFile> On(BackupFile full) =>
        file =>
            file with
            {
                Header = file.Header! with
                {
                    DifferentialBaseGUID = full.Header!.BackupSetGUID,
                    DifferentialBaseLSN = full.Header.CheckpointLSN,
                },
            };

    private static RestorePlanResult To(HistoryBuilder history, long set, params DatabasePosition[] positions) =>
        RestorePlanner.Plan(history.Build(), positions, Stands.Wish("A") with { MarkName = history.Mark(set) });

    private static IEnumerable<string> Files(RestorePlanResult result) =>
        result.Require().Databases.Single().RollForward.Select(action => action.SetId?.ToString() ?? action.Backup!.FileName);

    [Fact]
    public void A_differential_on_the_full_backup_chosen_shortens_the_chain()
    {
        var history = History();
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));
        var result = To(history, 6);

        Assert.Equal(["1", "A_1.bak", "5", "6"], Files(result));
        Assert.Equal(RestoreActionKind.Differential, result.Require().Databases[0].Actions[1].Kind);
    }

    [Fact]
    public void The_newest_of_several_differentials_is_taken()
    {
        var history = History();
        history.Outside("A", BackupType.Differential, 2300, 2400, On(history.File(1, "A")));
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));

        Assert.Equal(["1", "A_2.bak", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_differential_is_matched_by_the_checkpoint_where_its_base_s_identity_is_not_known()
    {
        var history = History();
        history.Change(1, "A", file => file with { Header = file.Header! with { BackupSetGUID = null } });
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));

        Assert.Equal(["1", "A_1.bak", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_differential_on_another_full_backup_is_not_used()
    {
        var history = History();
        history.Outside("A", BackupType.Full, 2300, 2400).Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));

        // The newest full backup is the one from outside; the differential was taken on the job's.
        Assert.Equal(["A_1.bak", "4", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_differential_whose_base_is_unknown_is_not_used()
    {
        var history = History();
        history.Outside("A", BackupType.Differential, 3300, 3400);

        Assert.Equal(["1", "2", "3", "4", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_copy_only_full_backup_is_no_base_of_a_differential()
    {
        var history = History();
        var copyOnly = history.File(1, "A").Header! with { IsCopyOnly = true };
        history.Change(1, "A", file => file with { Header = copyOnly });
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));

        Assert.Equal(["1", "2", "3", "4", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_copy_only_differential_shortens_the_chain_of_its_base_like_any_other()
    {
        var history = History();
        var on = On(history.File(1, "A"));
        history.Outside(
            "A",
            BackupType.Differential,
            3300,
            3400,
            file => on(file) with { Header = on(file).Header! with { IsCopyOnly = true } }
        );

        Assert.Equal(["1", "A_1.bak", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_bad_differential_is_passed_over()
    {
        var history = History();
        var on = On(history.File(1, "A"));
        history.Outside("A", BackupType.Differential, 3300, 3400, file => on(file) with { Defect = "The file is damaged." });

        Assert.Equal(["1", "2", "3", "4", "5", "6"], Files(To(history, 6)));
    }

    [Fact]
    public void A_differential_taken_after_the_mark_is_not_used()
    {
        var history = History();
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));

        Assert.Equal(["1", "2", "3"], Files(To(history, 3)));
    }

    [Fact]
    public void A_differential_leads_over_a_gap_in_the_logs()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(2);
        history.Outside("A", BackupType.Differential, 2300, 2400, On(history.File(1, "A")));

        Assert.Equal(["1", "A_1.bak", "3", "4"], Files(To(history, 4)));
    }

    [Fact]
    public void A_database_restored_from_its_full_backup_alone_continues_with_the_differential_where_no_logs_lead_on()
    {
        var history = new HistoryBuilder("A").Full().Logs(1).LoseLog("A").Logs(2);
        history.Outside("A", BackupType.Differential, 2300, 2400, On(history.File(1, "A")));
        var result = To(history, 4, Stands.After(history.File(1, "A")));

        Assert.Equal(DatabaseStart.Continues, result.Require().Databases[0].Start);
        Assert.Equal(["A_1.bak", "3", "4"], Files(result));
    }

    [Fact]
    public void The_script_restores_a_differential_between_the_full_backup_and_the_logs()
    {
        var history = History();
        history.Outside("A", BackupType.Differential, 3300, 3400, On(history.File(1, "A")));
        var script = To(history, 6).Require().ToScript(Stands.Instance);

        Assert.Equal(2, script.Split("RESTORE DATABASE [A]\n    FROM").Length - 1);
        Assert.Contains(
            @"RESTORE DATABASE [A]" + "\n    FROM DISK = N'E:\\Other\\A_1.bak'\n    WITH FILE = 1, NORECOVERY, STATS = 5",
            script
        );
    }
}
