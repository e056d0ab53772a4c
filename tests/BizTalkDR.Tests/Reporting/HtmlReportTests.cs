using System.Xml.Linq;
using BizTalkDR.Reporting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Reporting;

public class HtmlReportTests
{
    private static readonly DateTime Start = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_page_shows_steps_databases_marks_and_the_timeline()
    {
        var page = HtmlReport.Render(Report());
        Assert.Contains("BTS_2026_11_21_08_45_00_000", page, StringComparison.Ordinal);
        Assert.Contains("Drop the &lt;database&gt;", page, StringComparison.Ordinal);
        Assert.Contains("class=\"link stop\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"link unusable\"", page, StringComparison.Ordinal);
        Assert.Contains("banner good", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<database>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_fetches_nothing_and_runs_nothing()
    {
        var page = HtmlReport.Render(Report());
        foreach (var outside in new[] { "http://", "https://", "<script", "src=", "@import", "url(" })
            Assert.DoesNotContain(outside, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_picture_is_well_formed()
    {
        var page = HtmlReport.Render(Report());
        var pictures = page.Split("<svg")
            .Skip(1)
            .Select(rest => "<svg" + rest[..(rest.IndexOf("</svg>", StringComparison.Ordinal) + 6)])
            .ToList();
        Assert.True(pictures.Count > 2);
        Assert.All(pictures, picture => XElement.Parse(picture));
    }

    [Fact]
    public void A_failed_run_says_so_and_a_database_at_another_mark_is_marked()
    {
        var report = Report() with { IsProven = false, Databases = [new DatabaseOutcome("A", "SQL01", "BTS_other", true)] };
        var page = HtmlReport.Render(report);
        Assert.Contains("banner bad", page, StringComparison.Ordinal);
        Assert.Contains("another mark", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.34, "340 ms")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(245, "4 min 05 s")]
    [InlineData(3720, "1 h 02 min")]
    public void Spans_read_as_a_person_says_them(double seconds, string text) =>
        Assert.Equal(text, Html.Span(TimeSpan.FromSeconds(seconds)));

    private static FailbackReport Report() =>
        new()
        {
            Title = "Failback drill",
            Group = "BizTalk & Co",
            StartedAtUtc = Start,
            Duration = TimeSpan.FromSeconds(12),
            Mark = "BTS_2026_11_21_08_45_00_000",
            MarkRule = "The last one.",
            IsProven = true,
            Steps =
            [
                new StepResult
                {
                    Number = 6,
                    Title = "Drop",
                    Status = StepStatus.Succeeded,
                    StartedAtUtc = Start,
                    Actions = [new StepAction("SQL01", "A", "Drop the <database>", true)],
                    Details = ["gone"],
                },
            ],
            Journal = [Entry(JournalEntryKind.ActionStarted, 0), Entry(JournalEntryKind.ActionEnded, 3)],
            Chains =
            [
                new DatabaseChain(
                    "A",
                    "SQL01",
                    [
                        new ChainLink(1, true, null, Start.AddHours(-1), ChainUse.Restored),
                        new ChainLink(2, false, "BTS_2026_11_21_08_30_00_000", Start.AddMinutes(-30), ChainUse.Restored),
                        new ChainLink(3, false, "BTS_2026_11_21_08_45_00_000", Start.AddMinutes(-15), ChainUse.StoppedAtMark),
                        new ChainLink(4, false, null, Start, ChainUse.Unusable),
                    ]
                ),
            ],
            Databases = [new DatabaseOutcome("A", "SQL01", "BTS_2026_11_21_08_45_00_000", true)],
            Figures = [new ReportFigure("Missing", "0", true)],
        };

    private static JournalEntry Entry(JournalEntryKind kind, int second) =>
        new()
        {
            TimeUtc = Start.AddSeconds(second),
            Kind = kind,
            Step = 6,
            Server = "SQL01",
            Database = "A",
            Text = "Drop the <database>",
        };
}
