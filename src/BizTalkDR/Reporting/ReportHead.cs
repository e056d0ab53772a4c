using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>The head of a report: how the run ended, its figures, what it was about.</summary>
internal static class ReportHead
{
    internal static XElement Of(RunbookReport report) =>
        new(
            "header",
            new XElement("h1", report.Title),
            Html.Element(
                "p",
                "lead",
                $"Begun {ReportText.Time(report.StartedAtUtc)}, took {ReportText.Span(report.Duration)}{Earlier(report)}"
            ),
            Html.Element(
                "div",
                $"banner {(report.IsProven ? "good" : "bad")}",
                new XElement("p", report.Verdict),
                report.Failures.Select(failure => new XElement("p", failure))
            ),
            report.Figures.Count > 0 ? Html.Element("ul", "figures", report.Figures.Select(Figure)) : null,
            Left(report),
            report.Facts.Count > 0
                ? new XElement("section", new XElement("h2", "About this run"), new XElement("dl", report.Facts.SelectMany(Fact)))
                : null
        );

    // What somebody has to know and to do now comes before all that was.
    private static XElement? Left(RunbookReport report) =>
        report.Off.Count + report.Destroyed.Count + report.Next.Count == 0
            ? null
            : new XElement(
                "section",
                new XElement("h2", "What is left"),
                new XElement(
                    "dl",
                    Term("Destroyed", report.Destroyed.Count == 0 ? ["nothing"] : LeftBehind.Lines(report.Destroyed)),
                    Term("Off", report.Off.Count == 0 ? ["nothing that this run has switched off"] : LeftBehind.Lines(report.Off)),
                    report.Next.SelectMany(next =>
                        new[]
                        {
                            new XElement("dt", next.Label),
                            new XElement(
                                "dd",
                                new XElement("code", next.Value),
                                next.Note is null ? null : Html.Element("span", "note", next.Note)
                            ),
                        }
                    )
                )
            );

    private static XElement[] Term(string label, IReadOnlyList<string> lines) => [new("dt", label), new("dd", Html.Lines(lines))];

    private static string Earlier(RunbookReport report) =>
        report.Runs.Count(run => run.StartedAtUtc < report.StartedAtUtc) switch
        {
            0 => "",
            1 => ", gone on with from an earlier run",
            var earlier => $", gone on with from {earlier} earlier runs",
        };

    private static XElement Figure(ReportFigure figure) =>
        Html.Element("li", Html.ToneOf(figure.Tone), new XElement("span", figure.Label), new XElement("strong", figure.Value));

    private static IEnumerable<XElement> Fact(ReportFact fact)
    {
        yield return new XElement("dt", fact.Label);
        yield return new XElement("dd", fact.Value, fact.Note is null ? null : Html.Element("span", "note", fact.Note));
    }
}
