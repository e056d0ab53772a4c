using System.Xml.Linq;
using BizTalkDR.Reporting;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Reporting;

public class HtmlReportTests
{
    private const string Mark = "BTS_2026_11_21_08_45_00_000";
    private static readonly DateTime Start = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_page_shows_steps_tables_facts_and_the_timeline()
    {
        var page = HtmlReport.Render(Report());
        Assert.Contains(Mark, page, StringComparison.Ordinal);
        Assert.Contains("Drop the &lt;database&gt;", page, StringComparison.Ordinal);
        Assert.Contains("banner good", page, StringComparison.Ordinal);
        Assert.Contains("Timeline", page, StringComparison.Ordinal);
        Assert.Contains("is gone", page, StringComparison.Ordinal);
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
    public void Every_element_is_closed_and_every_picture_has_its_size()
    {
        var page = HtmlReport.Render(Report());
        var body = XElement.Parse(
            page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]
        );
        var pictures = body.Descendants("svg").ToList();
        Assert.True(pictures.Count > 1);
        Assert.All(pictures, picture => Assert.True((int)picture.Attribute("width")! > 0));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_get_the_room_they_need_in_the_timeline()
    {
        const string Name = "A database with a name that nobody would shorten by one letter";
        var report = Report() with { Runs = ReportedRun.From(Journal(Name)) };
        var page = HtmlReport.Render(report);
        var label = XElement
            .Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)])
            .Descendants("text")
            .Single(text => text.Value == Name);
        Assert.True((double)label.Attribute("x")! > Name.Length * 6);
    }

    [Fact]
    public void A_part_of_the_callers_own_comes_with_its_style()
    {
        var part = new ReportPart(new XElement("section", new XElement("h2", "Mine")), ".mine { color: red }");
        var page = HtmlReport.Render(Report() with { Parts = [part] });
        Assert.Contains("<section><h2>Mine</h2></section>", page, StringComparison.Ordinal);
        Assert.Contains(".mine { color: red }</style>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_says_so_with_the_reason_and_what_it_did_not_reach()
    {
        IReadOnlyList<JournalEntry> journal =
        [
            Entry(JournalEntryKind.RunStarted, 0, null, "Steps 6, 7"),
            Entry(JournalEntryKind.StepStarted, 0, 6, "Drop"),
            Entry(JournalEntryKind.ActionStarted, 1, 6, "Drop the <database>"),
            Entry(JournalEntryKind.ActionFailed, 2, 6, "Drop the <database>: 3702 in use, PASSWORD=hunter2"),
            Entry(JournalEntryKind.StepEnded, 3, 6, "Failed: A is in use."),
        ];
        var error = new InvalidOperationException("A is in use.");
        var page = HtmlReport.Render(RunbookReport.Of("Failback", journal, Start, [(6, "Drop"), (7, "Back up")], error));

        Assert.Contains("banner bad", page, StringComparison.Ordinal);
        Assert.Contains("Failed in step 6: Drop.", page, StringComparison.Ordinal);
        Assert.Contains("A is in use.", page, StringComparison.Ordinal);
        Assert.Contains("3702 in use", page, StringComparison.Ordinal);
        Assert.Contains("Not reached", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
    }

    private static RunbookReport Report() =>
        RunbookReport.Of("Failback", Journal("A"), Start, [(6, "Drop")], null) with
        {
            Facts = [new ReportFact("Log mark", Mark, "The last one.")],
            Tables =
            [
                new ReportTable(
                    "Databases",
                    "",
                    ["Database", "Last mark"],
                    [
                        [new("A"), new(Mark, IsName: true)],
                    ]
                ),
            ],
            Figures = [new ReportFigure("Missing", "0", ReportTone.Good)],
        };

    private static IReadOnlyList<JournalEntry> Journal(string database) =>
        [
            Entry(JournalEntryKind.RunStarted, 0, null, "Steps 6"),
            Entry(JournalEntryKind.StepStarted, 0, 6, "Drop"),
            Entry(JournalEntryKind.ActionStarted, 0, 6, "Drop the <database>", database),
            Entry(JournalEntryKind.ActionEnded, 3, 6, "Drop the <database>", database),
            Entry(JournalEntryKind.StepEnded, 4, 6, "Succeeded: A is gone"),
            Entry(JournalEntryKind.RunEnded, 4, null, "Ended"),
        ];

    private static JournalEntry Entry(JournalEntryKind kind, int second, int? step, string text, string database = "A") =>
        new()
        {
            TimeUtc = Start.AddSeconds(second),
            Kind = kind,
            Step = step,
            Server = kind is JournalEntryKind.RunStarted or JournalEntryKind.RunEnded ? null : "SQL01",
            Database = kind is JournalEntryKind.RunStarted or JournalEntryKind.RunEnded ? null : database,
            Text = text,
        };
}
