using System.Text;

namespace BizTalkDR.Reporting;

/// <summary>Makes one self-contained HTML page of a failback: no script, nothing fetched from elsewhere, readable in print.</summary>
public static class HtmlReport
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>The page.</summary>
    public static string Render(FailbackReport report)
    {
        if (report is null)
            throw new ArgumentNullException(nameof(report));
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>")
            .Append(Html.Text(report.Title))
            .Append("</title>\n<style>\n")
            .Append(Style.Value)
            .Append("</style>\n</head>\n<body>\n<main>\n");
        Head(page, report);
        StepTable.Append(page, report);
        TimelineChart.Append(page, report);
        ChainChart.Append(page, report);
        DatabaseTable.Append(page, report);
        page.Append(
                "<footer>Written by BizTalkDR. The steps are those of Microsoft's page \"Restoring Production from a Warm Backup\".</footer>\n"
            )
            .Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Writes the page to a file, making its folder where needed.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(FailbackReport report, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, Render(report), new UTF8Encoding(false));
    }

    private static void Head(StringBuilder page, FailbackReport report)
    {
        var good = report.Steps.Count(step => step.IsGood);
        page.Append("<header>\n<h1>")
            .Append(Html.Text(report.Title))
            .Append("</h1>\n<p class=\"lead\">")
            .Append(Html.Text($"Group {report.Group}, {Html.Time(report.StartedAtUtc)}, {Html.Span(report.Duration)}"))
            .Append("</p>\n<div class=\"banner ")
            .Append(report.IsProven ? "good" : "bad")
            .Append("\">")
            .Append(
                report.IsProven
                    ? Html.Text($"Proven: {good} of {report.Steps.Count} steps, every database at the same log mark.")
                    : Html.Text($"Not proven: {good} of {report.Steps.Count} steps went well. See below what failed.")
            )
            .Append(string.Concat(report.Failures.Select(failure => $"<div>{Html.Text(failure)}</div>")))
            .Append("</div>\n<ul class=\"figures\">\n");
        foreach (var figure in report.Figures)
            page.Append("<li")
                .Append(figure.IsGood is { } isGood ? $" class=\"{(isGood ? "good" : "bad")}\"" : "")
                .Append("><span>")
                .Append(Html.Text(figure.Label))
                .Append("</span><strong>")
                .Append(Html.Text(figure.Value))
                .Append("</strong></li>\n");
        page.Append("</ul>\n");
        if (report.Mark is not null)
            page.Append("<section><h2>The log mark</h2><p><code>")
                .Append(Html.Text(report.Mark))
                .Append("</code> ")
                .Append(Html.Text(report.MarkRule))
                .Append("</p></section>\n");
        page.Append("</header>\n");
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("BizTalkDR.Reporting.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
