using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Databases;

public sealed class AtMarkTests
{
    private const string Mark = "BTS_2026_11_21_09_15_00_000";
    private const string Next = "BTS_2026_11_21_08_30_00_000";
    private static readonly Guid Family = Guid.NewGuid();
    private static readonly Guid Full = Guid.NewGuid();

    private static readonly MarkIdentity Known = new()
    {
        Name = Mark,
        SetId = 7,
        Logs = [new MarkInLog { Database = new DatabaseKey("PROD", "A"), Lsn = 150 }],
        Later = [Next],
    };

    private static readonly DatabasePosition Recovered = new()
    {
        Instance = "DR",
        Database = "A",
        State = DatabaseState.Online,
        FamilyGuid = Family,
        ForkPointLsn = 151,
        LastRestore = new LastRestore
        {
            Type = BackupType.Log,
            Path = @"E:\a.trn",
            FirstLsn = 100,
            LastLsn = 200,
            StopAtMarkName = Mark,
            FamilyGuid = Family,
        },
        SourceDatabase = new DatabaseKey("PROD", "A"),
    };

    private static readonly MarkLogReading Holding = new() { Present = [Mark] };

    [Fact]
    public void A_database_that_was_restored_to_the_mark_and_holds_it_and_none_after_it_stands_there()
    {
        var judgement = AtMark.Judge(Recovered, Holding, Known);

        Assert.True(judgement.IsAtMark, judgement.Difference);
        Assert.Contains("a.trn", judgement.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_that_named_the_LSN_of_the_mark_stopped_there_too() =>
        Assert.True(AtMark.Judge(With(last => last with { StopAtMarkName = "lsn:150" }), Holding, Known).IsAtMark);

    [Fact]
    public void A_database_without_the_table_stands_there_by_its_restore_alone() =>
        Assert.True(AtMark.Judge(Recovered, MarkLogReading.NoTable, Known).IsAtMark);

    [Fact]
    public void A_MarkLog_that_holds_the_mark_proves_nothing_of_a_database_that_was_never_restored() =>
        Refused(Recovered with { LastRestore = null, LastMark = Mark }, Holding, "never restored");

    [Fact]
    public void An_empty_or_trimmed_MarkLog_is_no_pass() => Refused(Recovered, new MarkLogReading(), "does not hold mark");

    [Fact]
    public void A_MarkLog_that_holds_a_later_mark_of_the_chain_is_past_it_whatever_the_name_says_of_the_time() =>
        Refused(Recovered, new MarkLogReading { Present = [Mark, Next] }, Next);

    [Fact]
    public void A_database_in_which_marks_were_set_since_has_been_at_work() =>
        Refused(Recovered, Holding with { SetSince = "BTS_x" }, "at work");

    [Fact]
    public void A_MarkLog_that_can_not_be_read_or_was_not_is_no_pass()
    {
        Refused(Recovered, new MarkLogReading { Failure = "no right (message 229)" }, "229");
        Refused(Recovered, null, "was not read");
    }

    [Theory]
    [InlineData(DatabaseState.Missing)]
    [InlineData(DatabaseState.Restoring)]
    [InlineData(DatabaseState.Standby)]
    [InlineData(DatabaseState.Suspect)]
    public void A_database_that_is_not_online_stands_nowhere(DatabaseState state) =>
        Refused(Recovered with { State = state }, Holding, state.InWords());

    [Fact]
    public void A_restore_that_stopped_elsewhere_before_the_mark_or_not_at_all_did_not_stop_there()
    {
        Refused(With(last => last with { StopAtMarkName = Next }), Holding, Next);
        Refused(With(last => last with { StopBeforeMark = true }), Holding, "before");
        Refused(With(last => last with { StopAtMarkName = null }), Holding, "did not stop");
    }

    [Fact]
    public void A_log_that_does_not_hold_the_mark_by_its_LSN_was_restored_to_its_end() =>
        Refused(With(last => last with { FirstLsn = 151 }) with { ForkPointLsn = 200 }, Holding, "LSN 150");

    [Fact]
    public void A_recovery_before_the_mark_or_outside_the_last_restore_is_not_of_that_restore()
    {
        Refused(Recovered with { ForkPointLsn = 150 }, Holding, "before mark");
        Refused(Recovered with { ForkPointLsn = 90 }, Holding, "outside");
        Refused(Recovered with { ForkPointLsn = 300 }, Holding, "outside");
    }

    [Fact]
    public void Another_database_of_the_same_name_is_not_the_one_that_was_restored() =>
        Refused(Recovered with { FamilyGuid = Guid.NewGuid() }, Holding, "family");

    [Fact]
    public void A_full_backup_leads_to_the_mark_only_if_it_is_known_to_end_there()
    {
        var restored = With(last => last with { Type = BackupType.Full, StopAtMarkName = null, BackupSetGuid = Full });

        Refused(restored, Holding, "not known");
        Assert.False(AtMark.Judge(restored, Holding, Known, backup => backup != Full).IsAtMark);
        Assert.True(AtMark.Judge(restored, Holding, Known, backup => backup == Full).IsAtMark);
    }

    [Fact]
    public void Of_two_marks_of_one_name_the_log_tells_which_though_nobody_knows_their_LSNs()
    {
        var log = Guid.NewGuid();
        var known = Known with
        {
            Logs =
            [
                new MarkInLog
                {
                    Database = new DatabaseKey("PROD", "A"),
                    FirstLsn = 300,
                    LastLsn = 400,
                    BackupSetGuid = log,
                },
            ],
        };
        var here = With(last => last with { FirstLsn = 300, LastLsn = 400, BackupSetGuid = log }) with { ForkPointLsn = 350 };
        var other = With(last => last with { FirstLsn = 250, LastLsn = 300, BackupSetGuid = Guid.NewGuid() }) with { ForkPointLsn = 290 };

        Assert.True(AtMark.Judge(here, Holding, known).IsAtMark);
        Assert.True(AtMark.Judge(other, Holding, known).IsAtMark, "another tool may have taken the log that holds the mark");
        Assert.Contains("lies in another log", AtMark.Judge(Recovered, Holding, known).Difference, StringComparison.Ordinal);
    }

    private static DatabasePosition With(Func<LastRestore, LastRestore> change) =>
        Recovered with
        {
            LastRestore = change(Recovered.LastRestore!),
        };

    private static void Refused(DatabasePosition position, MarkLogReading? log, string word)
    {
        var judgement = AtMark.Judge(position, log, Known);
        Assert.False(judgement.IsAtMark);
        Assert.Contains(word, judgement.Difference, StringComparison.Ordinal);
        Assert.Contains("A", judgement.Difference, StringComparison.Ordinal);
    }
}
