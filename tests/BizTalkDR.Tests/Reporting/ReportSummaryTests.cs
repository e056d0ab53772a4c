using BizTalkDR.Reporting;
using BizTalkDR.Runbook;

namespace BizTalkDR.Tests.Reporting;

public sealed class ReportSummaryTests
{
    private const string Command =
        "Invoke-BtsFailback './a-very-long-folder-name-of-a-site/topology.json' -JournalPath './failback.jsonl' -Resume";

    private static readonly DateTime Start = new(2026, 11, 30, 1, 0, 0, DateTimeKind.Utc);

    private static readonly RunbookReport Report = new()
    {
        Title = "Failback of Contoso",
        StartedAtUtc = Start,
        Duration = TimeSpan.FromMinutes(4),
        IsProven = false,
        Verdict = "Ended before step 7, which was declined: nothing of it was done.",
        Facts =
        [
            new ReportFact("Log mark", "BTS_2026_11_30_00_45_00_000", "The second to last that every database can reach.") { IsKey = true },
        ],
        Off =
        [
            new SwitchedOff("PROD-SQL1", "job 'Backup BizTalk Server (BizTalkMgmtDb)'", 1, Start),
            new SwitchedOff("DR-SQL1", "database [SSODB], closed to writing", 4, Start) { Database = "SSODB" },
            new SwitchedOff("DR-SQL1", "database [BizTalkMgmtDb], closed to writing", 4, Start) { Database = "BizTalkMgmtDb" },
        ],
        Next = [new ReportFact("Go on", Command, "when what ended it is mended.")],
    };

    [Fact]
    public void It_tells_the_end_the_mark_what_is_off_what_is_destroyed_and_what_to_type()
    {
        var lines = ReportSummary.Lines(Report, 80);
        Assert.Equal(
            """

            Failback of Contoso: Ended before step 7, which was declined: nothing of it was
              done.
              Log mark  BTS_2026_11_30_00_45_00_000. The second to last that every database
                        can reach.
              Took      4 min 00 s
              Destroyed nothing
              Off now   PROD-SQL1: job 'Backup BizTalk Server (BizTalkMgmtDb)'
                        DR-SQL1: closed to writing: SSODB, BizTalkMgmtDb
            """.ReplaceLineEndings("\n"),
            string.Join('\n', lines.Take(9))
        );
    }

    [Fact]
    public void A_line_is_as_long_as_the_screen_is_wide_but_a_command_is_whole()
    {
        var lines = ReportSummary.Lines(Report, 60);
        Assert.Contains($"  Go on     {Command}", lines);
        Assert.All(lines.Where(line => !line.Contains(Command, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 60));
    }

    [Fact]
    public void What_is_destroyed_says_whether_it_is_known_to_have_been_done()
    {
        var lines = LeftBehind.Lines([
            new Destroyed("PROD-SQL1", "SSODB", "Drop the database", 6, Start) { IsDone = true },
            new Destroyed("PROD-SQL1", "BAMArchive", "Drop the database", 6, Start),
        ]);
        Assert.Equal(
            [
                "PROD-SQL1: SSODB (Drop the database, step 6)",
                "PROD-SQL1: BAMArchive (Drop the database, step 6; begun, its end is not on record)",
            ],
            lines
        );
    }
}
