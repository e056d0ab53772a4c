using System.Globalization;

namespace BizTalkDR.Reporting;

/// <summary>A report in some lines, for a console: how the run ended, what proves it, what is off, what is destroyed, and what to do next.</summary>
public static class ReportSummary
{
    private const int Indent = 11;

    /// <summary>The lines, each as long as the console is wide at the most; commands and paths are never broken.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">How wide the console is, in characters.</param>
    public static IReadOnlyList<string> Lines(RunbookReport report, int width)
    {
        if (report is null)
            throw new ArgumentNullException(nameof(report));
        var lines = new List<string> { "" };
        lines.AddRange(Folded("", $"{report.Title}: {report.Verdict}", width, hanging: 2));
        foreach (var fact in report.Facts.Where(fact => fact.IsKey))
            lines.AddRange(Folded(fact.Label, fact.Note is null ? fact.Value : $"{fact.Value}. {fact.Note}", width));
        lines.AddRange(Folded("Took", ReportText.Span(report.Duration), width));
        if (report.Runs.Count > 0)
            foreach (var step in report.Runs[report.Runs.Count - 1].Steps.Where(step => step.IsReached))
                lines.AddRange(
                    Folded(
                        $"Step {step.Number.ToString(CultureInfo.InvariantCulture)}",
                        $"{StepSections.Word(step.Status)}{(step.Details.Count > 0 ? ": " + step.Details[0] : "")}",
                        width
                    )
                );
        Several("Destroyed", report.Destroyed.Count == 0 ? ["nothing"] : LeftBehind.Lines(report.Destroyed));
        Several("Off now", report.Off.Count == 0 ? ["nothing that this run has switched off"] : LeftBehind.Lines(report.Off));
        foreach (var next in report.Next)
        {
            // A command is copied: it stands alone in its line, whole.
            lines.Add($"  {next.Label.PadRight(Indent - 2)} {next.Value}");
            if (next.Note is not null)
                lines.AddRange(Folded("", next.Note, width));
        }
        return lines;

        void Several(string label, IReadOnlyList<string> texts)
        {
            for (var index = 0; index < texts.Count; index++)
                lines.AddRange(Folded(index == 0 ? label : "", texts[index], width));
        }
    }

    private static IEnumerable<string> Folded(string label, string text, int width, int hanging = Indent + 1)
    {
        var head = hanging == Indent + 1 ? $"  {label.PadRight(Indent - 2)} " : "";
        var line = head;
        var isEmpty = true;
        foreach (var word in text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (new string(' ', hanging), true);
            }
            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }
        yield return line;
    }
}
