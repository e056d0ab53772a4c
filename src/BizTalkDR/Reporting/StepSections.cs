using System.Globalization;
using System.Xml.Linq;
using BizTalkDR.Runbook;

namespace BizTalkDR.Reporting;

/// <summary>The steps in the order they ran, a table for each run.</summary>
internal static class StepSections
{
    internal static IEnumerable<XElement> Of(IReadOnlyList<ReportedRun> runs) =>
        runs.Select((run, index) => Section(run, runs.Count == 1 ? "Steps" : $"Steps of run {index + 1} of {runs.Count}"));

    private static XElement Section(ReportedRun run, string title) =>
        Html.Section(
            title,
            $"In the order they ran, from {ReportText.Time(run.StartedAtUtc)} to {ReportText.Time(run.EndedAtUtc)}{(run.Starter is null ? "" : $", by {run.Starter}")}.",
            Html.Table(
                [
                    Html.Element("th", "number", "Step"),
                    new XElement("th", "What"),
                    new XElement("th", "Outcome"),
                    Html.Element("th", "number", "Took"),
                    new XElement("th", "What was found, what proves it"),
                ],
                run.Steps.Select(Row)
            )
        );

    private static XElement Row(ReportedStep step) =>
        new(
            "tr",
            Html.Element("td", "number", step.Number.ToString(CultureInfo.InvariantCulture)),
            new XElement("td", step.Title),
            new XElement(
                "td",
                step.IsReached ? Html.State(Word(step.Status), Tone(step.Status)) : Html.State("Not reached", ReportTone.Plain)
            ),
            Html.Element("td", "number", !step.IsReached || step.Status == StepStatus.Skipped ? "" : ReportText.Span(step.Duration)),
            new XElement("td", Html.Lines(step.Details))
        );

    private static ReportTone Tone(StepStatus? status) =>
        status switch
        {
            StepStatus.Succeeded or StepStatus.AlreadyDone => ReportTone.Good,
            StepStatus.Failed or null => ReportTone.Bad,
            _ => ReportTone.Plain,
        };

    internal static string Word(StepStatus? status) =>
        status switch
        {
            StepStatus.Succeeded => "Done",
            StepStatus.AlreadyDone => "Was done",
            StepStatus.Skipped => "Left out",
            StepStatus.WhatIf => "Shown only",
            null => "Cut off",
            _ => status.Value.ToString(),
        };
}
