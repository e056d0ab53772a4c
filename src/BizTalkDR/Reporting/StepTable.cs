using System.Text;
using BizTalkDR.Runbook;

namespace BizTalkDR.Reporting;

/// <summary>The report's table of steps, in the order they ran.</summary>
internal static class StepTable
{
    internal static void Append(StringBuilder page, FailbackReport report)
    {
        page.Append("<section>\n<h2>Steps</h2>\n<p>In the order they ran; the numbers are those of Microsoft's page.</p>\n")
            .Append("<div class=\"scroll\"><table>\n<thead><tr><th class=\"number\">Step</th><th>What</th><th>Outcome</th>")
            .Append("<th class=\"number\">Took</th><th>What proves it</th></tr></thead>\n<tbody>\n");
        foreach (var step in report.Steps)
        {
            page.Append("<tr><td class=\"number\">")
                .Append(step.Number)
                .Append("</td><td>")
                .Append(Html.Text(step.Title))
                .Append(Actions(step))
                .Append("</td><td><span class=\"state ")
                .Append(Tone(step.Status))
                .Append("\">")
                .Append(Html.Text(Word(step.Status)))
                .Append("</span></td><td class=\"number\">")
                .Append(Html.Text(Html.Span(step.Duration)))
                .Append("</td><td>")
                .Append(List(step.Details))
                .Append("</td></tr>\n");
        }
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static string Actions(StepResult step) =>
        step.Actions.Count == 0
            ? ""
            : $"<details><summary>{step.Actions.Count} {(step.Actions.Count == 1 ? "action" : "actions")}</summary>{List([.. step.Actions.Select(action => action.ToString())])}</details>";

    private static string List(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : $"<ul class=\"plain\">{string.Concat(lines.Select(line => $"<li>{Html.Text(line)}</li>"))}</ul>";

    private static string Tone(StepStatus status) =>
        status switch
        {
            StepStatus.Succeeded or StepStatus.AlreadyDone => "good",
            StepStatus.Failed => "bad",
            _ => "",
        };

    private static string Word(StepStatus status) =>
        status switch
        {
            StepStatus.Succeeded => "Done",
            StepStatus.AlreadyDone => "Was done",
            StepStatus.WhatIf => "Shown only",
            _ => status.ToString(),
        };
}
