using System.Text;

namespace BizTalkDR.Reporting;

/// <summary>The report's table of databases as they stand at the end.</summary>
internal static class DatabaseTable
{
    internal static void Append(StringBuilder page, FailbackReport report)
    {
        if (report.Databases.Count == 0)
            return;
        page.Append("<section>\n<h2>Databases</h2>\n<p>The last log mark is read from the MarkLog table inside each database.</p>\n")
            .Append(
                "<div class=\"scroll\"><table>\n<thead><tr><th>Database</th><th>Instance</th><th>State</th><th>Last mark</th></tr></thead>\n<tbody>\n"
            );
        foreach (var database in report.Databases)
        {
            var isAtMark = database.LastMark is not null && database.LastMark == report.Mark;
            page.Append("<tr><td>")
                .Append(Html.Text(database.Database))
                .Append("</td><td>")
                .Append(Html.Text(database.Server))
                .Append("</td><td><span class=\"state ")
                .Append(database.IsOnline ? "good\">online" : "bad\">not online")
                .Append("</span></td><td><code>")
                .Append(Html.Text(database.LastMark ?? "none"))
                .Append("</code>")
                .Append(isAtMark ? "" : " <span class=\"state bad\">another mark</span>")
                .Append("</td></tr>\n");
        }
        page.Append("</tbody></table></div>\n</section>\n");
    }
}
