using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Marks are known by set, LSN and fork, not by name and time.</summary>
public sealed class MarkIdentityTests
{
    [Fact]
    public void A_full_backup_that_ended_inside_the_marks_log_is_used_if_its_LSN_lies_before_the_mark()
    {
        var history = new HistoryBuilder("A").Full().Logs(2).Outside("A", BackupType.Full, 1100, 1500).Build();
        var mark = history.Sets[2].MarkName!;

        var before = Plan(With(history, mark, 1600), mark);
        var after = Plan(With(history, mark, 1400), mark);

        Assert.StartsWith(@"E:\Other", before.Databases[0].Actions[0].Backup!.Path, StringComparison.Ordinal);
        Assert.Equal(1, after.Databases[0].Actions[0].SetId);
    }

    [Fact]
    public void A_database_whose_redo_point_lies_behind_the_marks_LSN_has_passed_it()
    {
        var history = new HistoryBuilder("A").Full().Logs(2).Build();
        var mark = history.Sets[2].MarkName!;
        var inside = Stands.StoppedAt(history.Sets[2].Files[0], "BTS_2026_11_21_09_31_00_000");

        var ahead = RestorePlanner.Plan(
            With(history, mark, inside.RedoStartLsn!.Value + 1),
            [inside],
            Stands.Wish("A") with
            {
                MarkName = mark,
            }
        );
        var passed = RestorePlanner.Plan(
            With(history, mark, inside.RedoStartLsn!.Value - 1),
            [inside],
            Stands.Wish("A") with
            {
                MarkName = mark,
            }
        );

        Assert.Equal(DatabaseStart.Continues, ahead.Require().Databases[0].Start);
        Assert.Equal(DatabaseStart.StartsOver, passed.Require().Databases[0].Start);
    }

    [Fact]
    public void Where_a_name_occurs_twice_the_restore_stops_at_the_LSN()
    {
        var history = new HistoryBuilder("A").Full().Logs(3).Build();
        var name = history.Sets[2].MarkName!;
        var repeated = history with
        {
            Sets = [.. history.Sets.Select((set, at) => at == 1 ? set with { MarkName = name } : set)],
            Marks = [new LoggedMark(HistoryBuilder.Key("A"), name, 900), new LoggedMark(HistoryBuilder.Key("A"), name, 1900)],
        };

        var plan = RestorePlanner.Plan(repeated, [], Stands.Wish("A")).Require();

        Assert.Equal((name, 3), (plan.Mark!.Name, plan.Mark.SetId));
        Assert.Equal("lsn:1900", plan.Databases[0].RollForward[^1].StopAtMark);
    }

    [Fact]
    public void The_plan_says_what_its_mark_is()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(3).Build();
        var mark = history.Sets[2].MarkName!;

        var identity = Plan(With(history, mark, 1900), mark).Mark!.Identity!;

        Assert.Equal((mark, (long?)3), (identity.Name, identity.SetId));
        Assert.Equal([history.Sets[3].MarkName!], identity.Later);
        var log = identity.In(HistoryBuilder.Key("A"))!;
        Assert.Equal((1900m, 1100m, 2100m), (log.Lsn, log.FirstLsn, log.LastLsn));
        Assert.Equal(history.Sets[2].Files[0].Header!.BackupSetGUID, log.BackupSetGuid);
    }

    [Fact]
    public void Sets_whose_ids_occur_again_come_in_the_order_of_forks_and_LSNs_though_the_clock_went_back()
    {
        var builder = new HistoryBuilder("A").Full().Logs(3);
        var before = builder.Build();
        // The management database was brought back to set 2, and the job takes the local time now, an hour behind.
        var again = new HistoryBuilder("A") { Fork = Guid.NewGuid() }
            .Wait(TimeSpan.FromHours(-3))
            .SkipIds(2)
            .StartAt(1100)
            .Logs(2)
            .Build();
        var full = before.Sets[0].Files[0].Header!;
        var history = before with
        {
            Sets = [.. before.Sets, .. again.Sets.Select((set, at) => set with { Files = [Branch(set.Files[0], at == 0)] })],
        };

        var marks = LogMarkFinder.Find(history, [], Stands.Wish("A"));

        Assert.Equal(
            [.. before.Sets.Skip(1).Select(set => set.MarkName), .. again.Sets.Select(set => set.MarkName)],
            marks.Select(mark => mark.Name)
        );

        BackupFile Branch(BackupFile file, bool isFirst) =>
            file with
            {
                Header = file.Header! with
                {
                    FamilyGUID = full.FamilyGUID,
                    FirstRecoveryForkID = isFirst ? full.RecoveryForkID : file.Header.FirstRecoveryForkID,
                    ForkPointLSN = isFirst ? 1500 : null,
                },
            };
    }

    private static BackupHistory With(BackupHistory history, string mark, decimal lsn) =>
        history with
        {
            Marks = [new LoggedMark(HistoryBuilder.Key("A"), mark, lsn)],
        };

    private static RestorePlan Plan(BackupHistory history, string mark) =>
        RestorePlanner.Plan(history, [], Stands.Wish([.. history.Databases.Select(key => key.Name)]) with { MarkName = mark }).Require();
}
