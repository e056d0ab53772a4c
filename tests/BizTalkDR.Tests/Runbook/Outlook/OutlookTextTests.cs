using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Tests.Runbook.Outlook;

public sealed class OutlookTextTests
{
    private static readonly RunOutlook Sample = new()
    {
        Title = "failback",
        Group = "Contoso",
        Production = new OutlookSide("PROD-SQL1, PROD-SQL2", "HEALTHY AND ONLINE. All 9 databases are open for use.", IsLiving: true),
        Recovery = new OutlookSide("DR-SQL1", "all 9 databases RESTORING", IsLiving: false),
        Mark = new OutlookMark("BTS_2026_11_21_09_15_00_123", TimeSpan.FromMinutes(65), "The second to last."),
        Loss = new OutlookLoss(null, "nothing is known that is newer than the mark."),
        Databases =
        [
            new OutlookDatabase
            {
                Name = "BizTalkMsgBoxDb",
                Source = "PROD-SQL1",
                Destination = "DR-SQL1",
                State = "ONLINE",
                CopyState = "STANDBY",
                SizeBytes = 1536L << 20,
                MarksBeyond = 1,
                NewestMark = "BTS_2026_11_21_09_30_00_456",
                Tables = [new OutlookTable("Spool", 1234, 1200)],
            },
        ],
        Duration = new OutlookDuration(TimeSpan.FromMinutes(12), "step 4, backups of step 7, by the newest full backups in msdb"),
        Given = ["BizTalkMsgBoxDb on PROD-SQL1"],
        PointOfNoReturn = "step 6 drops production's databases.",
        WayBack = "answer No before step 6.",
        NeedsName = true,
    };

    [Fact]
    public void Every_line_fits_a_window_of_80_columns_and_what_matters_is_said_loudly()
    {
        var text = Sample.ToString();

        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length < 80, line));
        Assert.Contains("PRODUCTION    PROD-SQL1, PROD-SQL2: HEALTHY AND ONLINE.", text, StringComparison.Ordinal);
        Assert.Contains("LOST          NOT KNOWN: nothing is known", text, StringComparison.Ordinal);
        Assert.Contains("1 hour 5 minutes old", text, StringComparison.Ordinal);
        Assert.Contains("NO WAY BACK", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_database_holds_beyond_the_mark_stands_beside_it() =>
        Assert.Equal(
            "BizTalkMsgBoxDb: ONLINE, 1.5 GB; copy STANDBY; 1 mark beyond, the newest BTS_2026_11_21_09_30_00_456; Spool 1,234 rows, the copy 1,200",
            Sample.Lines.Single(line => line.Label == "Databases").Text
        );

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1.0 KB")]
    [InlineData(5L << 20, "5.0 MB")]
    [InlineData(1500L << 30, "1.5 TB")]
    public void A_size_has_three_digits_at_the_most(long bytes, string text) => Assert.Equal(text, OutlookText.Size(bytes));
}
