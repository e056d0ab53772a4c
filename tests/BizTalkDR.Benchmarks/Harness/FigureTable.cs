using Spectre.Console;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Harness;

/// <summary>The figures as a table.</summary>
internal static class FigureTable
{
    public static void Write(IEnumerable<Figure> figures, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns("Benchmark", "What", "Measured", "Limit", "Kept", "Medians");
        foreach (var figure in figures)
            table.AddRow(
                Markup.Escape(figure.Benchmark),
                Markup.Escape(figure.What),
                Number(figure.Value),
                $"{(figure.Kind == LimitKind.AtMost ? "at most" : "at least")} {Number(figure.Limit)}",
                figure.IsMet ? "yes" : "NO",
                Markup.Escape(figure.Detail)
            );
        // In a file or a build log a row stays a line.
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.Write(table);
    }

    private static string Number(double value) => value >= 100 ? Invariant($"{value:0}") : Invariant($"{value:0.##}");
}
