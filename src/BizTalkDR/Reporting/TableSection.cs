using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>A table of a report.</summary>
internal static class TableSection
{
    internal static XElement? Of(ReportTable table) =>
        table.Rows.Count == 0
            ? null
            : Html.Section(
                table.Title,
                table.Note,
                Html.Table(
                    table.Columns.Select(column => new XElement("th", column)),
                    table.Rows.Select(row => new XElement("tr", row.Select(cell => new XElement("td", Content(cell)))))
                )
            );

    private static object Content(ReportCell cell) =>
        cell.IsName && cell.Tone == ReportTone.Plain ? new XElement("code", cell.Text)
        : cell.IsName ? Html.Element("code", Html.ToneOf(cell.Tone), cell.Text)
        : cell.Tone == ReportTone.Plain ? cell.Text
        : Html.State(cell.Text, cell.Tone);
}
