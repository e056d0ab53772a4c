using System.Globalization;
using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>Everything that was done, in the order it began, a table for each run.</summary>
internal static class ActionSections
{
    internal static IEnumerable<XElement> Of(IReadOnlyList<ReportedRun> runs) =>
        runs.Select((run, index) => (Run: run, Title: runs.Count == 1 ? "Actions" : $"Actions of run {index + 1} of {runs.Count}"))
            .Where(part => part.Run.Steps.Any(step => step.Actions.Count > 0))
            .Select(part => Section(part.Run, part.Title));

    private static XElement Section(ReportedRun run, string title) =>
        Html.Section(
            title,
            "All that was done, in the order it began, as the journal has it. Times are UTC.",
            Html.Table(
                [
                    Html.Element("th", "number", "Began"),
                    Html.Element("th", "number", "Step"),
                    new XElement("th", "Where"),
                    new XElement("th", "What"),
                    Html.Element("th", "number", "Took"),
                ],
                run.Steps.SelectMany(step => step.Actions).Select(Row)
            )
        );

    private static XElement Row(ReportedAction action) =>
        new(
            "tr",
            Html.Element("td", "number", action.StartedAtUtc.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            Html.Element("td", "number", action.Step.ToString(CultureInfo.InvariantCulture)),
            new XElement("td", action.Database is null ? action.Server : $"{action.Database} on {action.Server}"),
            new XElement("td", action.Text, action.Failure is null ? null : Html.Element("div", "bad", action.Failure)),
            Html.Element(
                "td",
                "number",
                action.EndedAtUtc is { } end ? ReportText.Span(end - action.StartedAtUtc) : Html.State("cut off", ReportTone.Bad)
            )
        );
}
