using System.Globalization;
using System.Text;

namespace BizTalkDR.Reporting;

/// <summary>The report's timeline: a row for each database, instance and computer, a bar for each action, numbered with its step.</summary>
internal static class TimelineChart
{
    private const double Left = 190;
    private const double Width = 860;
    private const double RowHeight = 24;
    private const double Top = 30;

    /// <summary>What the steps do, for the colour of their bars.</summary>
    private static readonly (string Class, string Label, int[] Steps)[] Kinds =
    [
        ("job", "Agent jobs (1, 2, 3, 11, 12)", [1, 2, 3, 11, 12]),
        ("restore", "Restores (4, 8)", [4, 8]),
        ("service", "Services (5, 9)", [5, 9]),
        ("drop", "Drops (6, 10)", [6, 10]),
        ("backup", "Backups (7)", [7]),
    ];

    internal static void Append(StringBuilder page, FailbackReport report)
    {
        var bars = TimelineBar.From(report.Journal);
        if (bars.Count == 0)
            return;
        var start = bars.Min(bar => bar.Start);
        var seconds = Math.Max(0.001, (bars.Max(bar => bar.End) - start).TotalSeconds);
        var rows = Rows(report, bars);
        var height = Top + rows.Count * RowHeight + 6;

        page.Append(
                "<section>\n<h2>Timeline</h2>\n<p>What was done to each database, instance and computer, and when. The number in a bar is the step.</p>\n"
            )
            .Append("<div class=\"scroll\"><svg role=\"img\" aria-label=\"Timeline of the steps per database\" width=\"")
            .Append(Html.Number(Left + Width + 30))
            .Append("\" height=\"")
            .Append(Html.Number(height))
            .Append("\">\n");
        Axis(page, seconds, height);
        for (var i = 0; i < rows.Count; i++)
            Row(page, rows[i], Top + i * RowHeight, bars, start, seconds);
        page.Append("</svg></div>\n<ul class=\"legend\">\n");
        foreach (var (style, label, steps) in Kinds.Where(kind => bars.Any(bar => kind.Steps.Contains(bar.Step))))
            page.Append("<li><svg width=\"14\" height=\"14\"><rect class=\"")
                .Append(style)
                .Append("\" width=\"14\" height=\"14\" rx=\"3\"/></svg>")
                .Append(Html.Text(label))
                .Append("</li>\n");
        page.Append("</ul>\n</section>\n");
    }

    /// <summary>Databases first, in the order of the chains, then servers and computers as they come.</summary>
    private static IReadOnlyList<string> Rows(FailbackReport report, IReadOnlyList<TimelineBar> bars)
    {
        var known = report.Chains.Select(chain => chain.Database).ToList();
        return [.. bars.Select(bar => bar.Row).Distinct().OrderBy(row => known.IndexOf(row) is var at and >= 0 ? at : int.MaxValue)];
    }

    private static void Axis(StringBuilder page, double seconds, double height)
    {
        var step = NiceStep(seconds / 8);
        for (var t = 0.0; t <= seconds + step / 1000; t += step)
        {
            var x = Left + t / seconds * Width;
            page.Append("<line class=\"grid\" x1=\"")
                .Append(Html.Number(x))
                .Append("\" x2=\"")
                .Append(Html.Number(x))
                .Append("\" y1=\"")
                .Append(Html.Number(Top - 6))
                .Append("\" y2=\"")
                .Append(Html.Number(height))
                .Append("\"/><text class=\"soft\" x=\"")
                .Append(Html.Number(x))
                .Append("\" y=\"16\" text-anchor=\"middle\">")
                .Append(Html.Text(AxisLabel(t, step)))
                .Append("</text>\n");
        }
    }

    private static void Row(StringBuilder page, string row, double y, IReadOnlyList<TimelineBar> bars, DateTime start, double seconds)
    {
        page.Append("<text x=\"")
            .Append(Html.Number(Left - 10))
            .Append("\" y=\"")
            .Append(Html.Number(y + 15))
            .Append("\" text-anchor=\"end\">")
            .Append(Html.Text(Shorten(row)))
            .Append("<title>")
            .Append(Html.Text(row))
            .Append("</title></text>\n");
        foreach (var bar in bars.Where(bar => bar.Row == row))
        {
            var x = Left + (bar.Start - start).TotalSeconds / seconds * Width;
            var width = Math.Max(3, (bar.End - bar.Start).TotalSeconds / seconds * Width);
            page.Append("<g><title>")
                .Append(Html.Text($"Step {bar.Step}: {bar.Text}, {Html.Span(bar.End - bar.Start)}{(bar.HasFailed ? " (failed)" : "")}"))
                .Append("</title><rect class=\"")
                .Append(KindOf(bar.Step))
                .Append("\" x=\"")
                .Append(Html.Number(x))
                .Append("\" y=\"")
                .Append(Html.Number(y + 3))
                .Append("\" width=\"")
                .Append(Html.Number(width))
                .Append("\" height=\"")
                .Append(Html.Number(RowHeight - 6))
                .Append("\" rx=\"3\"/>");
            if (width >= 18)
                page.Append("<text x=\"")
                    .Append(Html.Number(x + width / 2))
                    .Append("\" y=\"")
                    .Append(Html.Number(y + 16))
                    .Append("\" text-anchor=\"middle\" style=\"fill:var(--card)\">")
                    .Append(bar.Step)
                    .Append("</text>");
            page.Append("</g>\n");
        }
    }

    private static string KindOf(int step) => Kinds.FirstOrDefault(kind => kind.Steps.Contains(step)).Class ?? "other";

    private static string Shorten(string text) => text.Length <= 26 ? text : text.Substring(0, 25) + "…";

    private static string AxisLabel(double seconds, double step) =>
        seconds >= 120
            ? Html.Span(TimeSpan.FromSeconds(seconds))
            : seconds.ToString(step < 1 ? "0.0#" : "0", CultureInfo.InvariantCulture) + " s";

    /// <summary>The next 1, 2 or 5 times a power of ten.</summary>
    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var digit = rough / power;
        return power
            * (
                digit <= 1 ? 1
                : digit <= 2 ? 2
                : digit <= 5 ? 5
                : 10
            );
    }
}
