using System.Text;
using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>Makes one self-contained HTML page of a report: no script, nothing fetched from elsewhere, whole in print.</summary>
public static class HtmlReport
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>The page.</summary>
    public static string Render(RunbookReport report) =>
        report is null
            ? throw new ArgumentNullException(nameof(report))
            : Page(
                report.Title,
                string.Concat(report.Parts.Select(part => part.Style)),
                ReportHead.Of(report),
                Sections(report),
                Footer(report)
            );

    /// <summary>A page in the style of the reports.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="style">The style sheet of what only it has.</param>
    /// <param name="content">What is in it.</param>
    internal static string Page(string title, string style, params object?[] content) =>
        HtmlWriter.Write(
            new XElement(
                "html",
                new XAttribute("lang", "en"),
                new XElement(
                    "head",
                    new XElement("meta", new XAttribute("charset", "utf-8")),
                    new XElement(
                        "meta",
                        new XAttribute("name", "viewport"),
                        new XAttribute("content", "width=device-width, initial-scale=1")
                    ),
                    new XElement("title", title),
                    new XElement("style", Style.Value + style)
                ),
                new XElement("body", new XElement("main", content))
            )
        );

    /// <summary>Writes the page to a file, making its folder where needed.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(RunbookReport report, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, Render(report), new UTF8Encoding(false));
    }

    private static IEnumerable<XElement?> Sections(RunbookReport report) =>
        [
            OutlookSection.Of(report.Outlook),
            .. StepSections.Of(report.Runs),
            TimelineChart.Of(report.Runs),
            .. report.Parts.Select(part => part.Section),
            .. report.Tables.Select(TableSection.Of),
            .. ActionSections.Of(report.Runs),
        ];

    private static XElement Footer(RunbookReport report) =>
        new(
            "footer",
            $"Written by BizTalkDR.{(report.Page is null ? "" : $" The steps are those of Microsoft's page \"{report.Page}\".")}"
        );

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("BizTalkDR.Reporting.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
