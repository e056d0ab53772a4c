using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>The timeline of the last run that did something: a row for each database, instance and computer, a bar for each action.</summary>
internal static class TimelineChart
{
    private const double Width = 860;
    private const double RowHeight = 24;
    private const double Top = 30;
    private const double Right = 40;
    private const int Colors = 6;

    // A picture can't be broken between pages: this many rows fit on one.
    private const int RowsOfAPicture = 32;

    internal static XElement? Of(IReadOnlyList<ReportedRun> runs)
    {
        var run = runs.LastOrDefault(run => run.Steps.Any(step => step.Actions.Count > 0));
        if (run is null)
            return null;
        var actions = run.Steps.SelectMany(step => step.Actions).ToList();
        var start = actions.Min(action => action.StartedAtUtc);
        var seconds = Math.Max(0.001, (actions.Max(action => action.EndedAtUtc ?? run.EndedAtUtc) - start).TotalSeconds);
        // Databases first, then servers and computers.
        var rows = actions.OrderBy(action => action.Database is null).GroupBy(RowOf).ToList();
        var left = 20 + rows.Max(row => row.Key.Length) * Svg.CharacterWidth;
        var steps = run.Steps.Where(step => step.Actions.Count > 0).ToList();
        var styles = steps
            .Select((step, index) => (step.Number, Style: $"step{index % Colors}"))
            .ToDictionary(step => step.Number, step => step.Style);

        return Html.Section(
            runs.Count == 1 ? "Timeline" : "Timeline of the last run",
            "What was done to each database, instance and computer, and when. The number in a bar is the step.",
            Enumerable.Range(0, (rows.Count + RowsOfAPicture - 1) / RowsOfAPicture).Select(Picture),
            Svg.Legend(steps.Select(step => (Svg.Rectangle(styles[step.Number], 1, 1, 14, 14, 3), $"{step.Number} {step.Title}")))
        );

        XElement Picture(int index)
        {
            var shown = rows.Skip(index * RowsOfAPicture).Take(RowsOfAPicture).ToList();
            var height = Top + shown.Count * RowHeight + 6;
            return Html.Element(
                "div",
                "scroll",
                Svg.Picture(
                    "Timeline of the steps per database",
                    left + Width + Right,
                    height,
                    Axis(seconds, left, height),
                    shown.Select((row, at) => Row(row.Key, row, left, Top + at * RowHeight, Bar))
                )
            );
        }

        XElement Bar(ReportedAction action, double y)
        {
            var end = action.EndedAtUtc ?? run.EndedAtUtc;
            var x = left + (action.StartedAtUtc - start).TotalSeconds / seconds * Width;
            var width = Math.Max(3, (end - action.StartedAtUtc).TotalSeconds / seconds * Width);
            var isWhole = action.EndedAtUtc is not null && action.Failure is null;
            return Svg.Group(
                $"Step {action.Step}: {action.Text}, {ReportText.Span(end - action.StartedAtUtc)}{(isWhole ? "" : action.Failure is null ? " (cut off)" : " (failed)")}",
                Svg.Rectangle(isWhole ? styles[action.Step] : "failed", x, y + 3, width, RowHeight - 6, 3),
                width < 18 ? null : Svg.Text("in", x + width / 2, y + 16, "middle", action.Step.ToString(CultureInfo.InvariantCulture))
            );
        }
    }

    private static IEnumerable<XElement> Axis(double seconds, double left, double height)
    {
        var step = NiceStep(seconds / 8);
        for (var time = 0.0; time <= seconds + step / 1000; time += step)
        {
            var x = left + time / seconds * Width;
            yield return Svg.Line("grid", x, Top - 6, x, height);
            yield return Svg.Text("soft", x, 16, "middle", AxisLabel(time, step));
        }
    }

    private static IEnumerable<XElement> Row(
        string name,
        IEnumerable<ReportedAction> actions,
        double left,
        double y,
        Func<ReportedAction, double, XElement> bar
    ) => [Svg.Text("name", left - 10, y + 15, "end", name), .. actions.Select(action => bar(action, y))];

    private static string RowOf(ReportedAction action) => action.Database ?? action.Server ?? "";

    private static string AxisLabel(double seconds, double step) =>
        seconds >= 120
            ? ReportText.Span(TimeSpan.FromSeconds(seconds))
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
