using System.Text;

namespace BizTalkDR.Reporting;

/// <summary>The report's picture of each database's log chain: full and log backups in order, the marks, and the chosen one.</summary>
internal static class ChainChart
{
    private const double Left = 190;
    private const double RowHeight = 30;
    private const double Top = 118;
    private const double Radius = 7;

    internal static void Append(StringBuilder page, FailbackReport report)
    {
        var sets = report.Chains.SelectMany(chain => chain.Links).GroupBy(link => link.SetId).OrderBy(set => set.Key).ToList();
        if (sets.Count == 0)
            return;
        var column = Math.Max(34, Math.Min(90, 920.0 / sets.Count));
        var places = sets.Select((set, index) => (set.Key, X: Left + column * (index + 0.5))).ToDictionary(set => set.Key, set => set.X);
        var width = Left + column * sets.Count + 30;
        var height = Top + report.Chains.Count * RowHeight + 28;

        page.Append(
                "<section>\n<h2>Log chains</h2>\n<p>Each backup set is a column, oldest first. A line under a mark's name runs through the logs that hold it; "
            )
            .Append(
                "the green one is where every database stopped.</p>\n<div class=\"scroll\"><svg role=\"img\" aria-label=\"Log chain of each database\" width=\""
            )
            .Append(Html.Number(width))
            .Append("\" height=\"")
            .Append(Html.Number(height))
            .Append("\">\n");
        foreach (var set in sets)
            Mark(page, report, set.Key, set.First(), places[set.Key], height);
        for (var row = 0; row < report.Chains.Count; row++)
            Chain(page, report.Chains[row], Top + row * RowHeight + RowHeight / 2, places);
        page.Append("</svg></div>\n");
        Legend(page);
        page.Append("</section>\n");
    }

    private static void Mark(StringBuilder page, FailbackReport report, long setId, ChainLink link, double x, double height)
    {
        var isChosen = link.Mark is not null && link.Mark == report.Mark;
        if (link.Mark is not null)
            page.Append("<line class=\"mark")
                .Append(isChosen ? " chosen" : "")
                .Append("\" x1=\"")
                .Append(Html.Number(x))
                .Append("\" x2=\"")
                .Append(Html.Number(x))
                .Append("\" y1=\"")
                .Append(Html.Number(Top - 8))
                .Append("\" y2=\"")
                .Append(Html.Number(height - 24))
                .Append("\"/>");
        page.Append("<text class=\"")
            .Append(isChosen ? "chosen" : "soft")
            .Append("\" transform=\"translate(")
            .Append(Html.Number(x + 4))
            .Append(' ')
            .Append(Html.Number(Top - 12))
            .Append(") rotate(-55)\">")
            .Append(Html.Text(link.Mark is null ? "full" : ShortMark(link.Mark)))
            .Append("<title>")
            .Append(Html.Text(link.Mark ?? "A full backup set marks nothing"))
            .Append("</title></text>")
            .Append("<text class=\"soft\" x=\"")
            .Append(Html.Number(x))
            .Append("\" y=\"")
            .Append(Html.Number(height - 8))
            .Append("\" text-anchor=\"middle\">")
            .Append(setId)
            .Append("</text>\n");
    }

    private static void Chain(StringBuilder page, DatabaseChain chain, double y, Dictionary<long, double> places)
    {
        page.Append("<text x=\"")
            .Append(Html.Number(Left - 10))
            .Append("\" y=\"")
            .Append(Html.Number(y + 4))
            .Append("\" text-anchor=\"end\">")
            .Append(Html.Text(chain.Database))
            .Append("<title>")
            .Append(Html.Text($"{chain.Database} on {chain.Server}"))
            .Append("</title></text>\n");
        for (var i = 1; i < chain.Links.Count; i++)
        {
            var isUsed = IsUsed(chain.Links[i - 1]) && IsUsed(chain.Links[i]);
            page.Append("<line class=\"chain")
                .Append(isUsed ? "" : " faded")
                .Append("\" x1=\"")
                .Append(Html.Number(places[chain.Links[i - 1].SetId]))
                .Append("\" x2=\"")
                .Append(Html.Number(places[chain.Links[i].SetId]))
                .Append("\" y1=\"")
                .Append(Html.Number(y))
                .Append("\" y2=\"")
                .Append(Html.Number(y))
                .Append("\"/>\n");
        }
        foreach (var link in chain.Links)
            Link(page, chain, link, places[link.SetId], y);
    }

    private static void Link(StringBuilder page, DatabaseChain chain, ChainLink link, double x, double y)
    {
        page.Append("<g><title>")
            .Append(
                Html.Text(
                    $"{chain.Database}, set {link.SetId}: {(link.IsFull ? "full backup" : "log backup")}, {Html.Time(link.TimeUtc)}, {Describe(link.Use)}"
                )
            )
            .Append("</title>");
        if (link.IsFull)
            page.Append("<rect class=\"link ")
                .Append(StyleOf(link.Use))
                .Append("\" x=\"")
                .Append(Html.Number(x - Radius))
                .Append("\" y=\"")
                .Append(Html.Number(y - Radius))
                .Append("\" width=\"")
                .Append(Html.Number(2 * Radius))
                .Append("\" height=\"")
                .Append(Html.Number(2 * Radius))
                .Append("\" rx=\"2\"/>");
        else
            page.Append("<circle class=\"link ")
                .Append(StyleOf(link.Use))
                .Append("\" cx=\"")
                .Append(Html.Number(x))
                .Append("\" cy=\"")
                .Append(Html.Number(y))
                .Append("\" r=\"")
                .Append(Html.Number(Radius))
                .Append("\"/>");
        page.Append("</g>\n");
    }

    private static void Legend(StringBuilder page)
    {
        page.Append("<ul class=\"legend\">\n");
        Entry(page, "<rect class=\"link\" x=\"1\" y=\"1\" width=\"14\" height=\"14\" rx=\"2\"/>", "full backup, restored");
        Entry(page, "<circle class=\"link\" cx=\"8\" cy=\"8\" r=\"7\"/>", "log backup, restored");
        Entry(page, "<circle class=\"link stop\" cx=\"8\" cy=\"8\" r=\"7\"/>", "restored up to the chosen mark");
        Entry(page, "<circle class=\"link faded\" cx=\"8\" cy=\"8\" r=\"7\"/>", "not used: superseded, or after the mark");
        Entry(page, "<circle class=\"link unusable\" cx=\"8\" cy=\"8\" r=\"7\"/>", "not usable: a partial set, or after one");
        page.Append("</ul>\n");
    }

    private static void Entry(StringBuilder page, string shape, string text) =>
        page.Append("<li><svg width=\"16\" height=\"16\">").Append(shape).Append("</svg>").Append(Html.Text(text)).Append("</li>\n");

    private static bool IsUsed(ChainLink link) => link.Use is ChainUse.Restored or ChainUse.StoppedAtMark;

    private static string StyleOf(ChainUse use) =>
        use switch
        {
            ChainUse.Restored => "",
            ChainUse.StoppedAtMark => "stop",
            ChainUse.Unusable => "unusable",
            _ => "faded",
        };

    private static string Describe(ChainUse use) =>
        use switch
        {
            ChainUse.Restored => "restored",
            ChainUse.StoppedAtMark => "restored up to the chosen mark",
            ChainUse.Superseded => "superseded by a later full backup",
            ChainUse.AfterMark => "after the chosen mark",
            _ => "not usable: its set is partial, or follows one that is",
        };

    /// <summary>BTS_2026_11_21_09_15_00_123 as 11-21 09:15:00; another form of name as it is.</summary>
    private static string ShortMark(string mark)
    {
        var parts = mark.Split('_');
        return parts.Length >= 8
            ? $"{parts[parts.Length - 6]}-{parts[parts.Length - 5]} {parts[parts.Length - 4]}:{parts[parts.Length - 3]}:{parts[parts.Length - 2]}"
            : mark;
    }
}
