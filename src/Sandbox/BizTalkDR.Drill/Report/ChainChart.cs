using System.Xml.Linq;
using BizTalkDR.Reporting;

namespace BizTalkDR.Drill.Report;

/// <summary>The report's picture of each database's log chain: full and log backups in order, the marks, and the chosen one.</summary>
internal static class ChainChart
{
    private const double RowHeight = 30;
    private const double Top = 118;
    private const double Radius = 7;

    // Room for the name of the last mark, which leans over the edge.
    private const double Right = 90;

    /// <summary>The picture, or null when there is no backup to show.</summary>
    internal static ReportPart? Of(IReadOnlyList<ReportedChain> chains, string? chosen)
    {
        var sets = chains.SelectMany(chain => chain.Links).GroupBy(link => link.SetId).OrderBy(set => set.Key).ToList();
        if (sets.Count == 0)
            return null;
        var left = 20 + chains.Max(chain => chain.Database.Length) * Svg.CharacterWidth;
        var column = Math.Max(34, Math.Min(90, 920.0 / sets.Count));
        var places = sets.Select((set, index) => (set.Key, X: left + column * (index + 0.5))).ToDictionary(set => set.Key, set => set.X);
        var height = Top + chains.Count * RowHeight + 28;

        return new ReportPart(
            new XElement(
                "section",
                new XElement("h2", "Log chains"),
                new XElement(
                    "p",
                    new XAttribute("class", "note"),
                    "Each backup set is a column, oldest first. A line under a mark's name runs through the logs that hold it; the green one is where every database stopped."
                ),
                new XElement(
                    "div",
                    new XAttribute("class", "scroll"),
                    Svg.Picture(
                        "Log chain of each database",
                        left + column * sets.Count + Right,
                        height,
                        sets.Select(set => Set(set.Key, set.First().Mark, chosen, places[set.Key], height)),
                        chains.Select((chain, row) => Chain(chain, left, Top + row * RowHeight + RowHeight / 2, places))
                    )
                ),
                Svg.Legend(
                    (Svg.Rectangle("link", 1, 1, 14, 14, 2), "full backup, restored"),
                    (Svg.Circle("link", 8, 8, 7), "log backup, restored"),
                    (Svg.Circle("link stop", 8, 8, 7), "restored up to the chosen mark"),
                    (Svg.Circle("link faded", 8, 8, 7), "not used: superseded, or after the mark"),
                    (Svg.Circle("link unusable", 8, 8, 7), "not usable: a partial set, or after one")
                )
            ),
            ReadStyle()
        );
    }

    private static IEnumerable<XElement> Set(long setId, string? mark, string? chosen, double x, double height)
    {
        var isChosen = mark is not null && mark == chosen;
        if (mark is not null)
            yield return Svg.Line(isChosen ? "mark chosen" : "mark", x, Top - 8, x, height - 24);
        var name = Svg.Text(isChosen ? "chosen" : "soft", x + 4, Top - 12, "start", mark is null ? "full" : ShortMark(mark), -55);
        name.Add(new XElement("title", mark ?? "A full backup set marks nothing"));
        yield return name;
        yield return Svg.Text("soft", x, height - 8, "middle", setId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static IEnumerable<XElement> Chain(ReportedChain chain, double left, double y, Dictionary<long, double> places)
    {
        var name = Svg.Text("name", left - 10, y + 4, "end", chain.Database);
        name.Add(new XElement("title", $"{chain.Database} on {chain.Server}"));
        yield return name;
        foreach (var (from, to) in chain.Links.Zip(chain.Links.Skip(1)))
            yield return Svg.Line(IsUsed(from) && IsUsed(to) ? "chain" : "chain faded", places[from.SetId], y, places[to.SetId], y);
        foreach (var link in chain.Links)
            yield return Link(chain, link, places[link.SetId], y);
    }

    private static XElement Link(ReportedChain chain, ChainLink link, double x, double y)
    {
        var style = $"link {StyleOf(link.Use)}".TrimEnd();
        return Svg.Group(
            $"{chain.Database}, set {link.SetId}: {(link.IsFull ? "full backup" : "log backup")}, {ReportText.Time(link.TimeUtc)}, {Describe(link.Use)}",
            link.IsFull ? Svg.Rectangle(style, x - Radius, y - Radius, 2 * Radius, 2 * Radius, 2) : Svg.Circle(style, x, y, Radius)
        );
    }

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
    private static string ShortMark(string mark) =>
        mark.Split('_') is [.., _, var month, var day, var hour, var minute, var second, _] parts && parts.Length >= 8
            ? $"{month}-{day} {hour}:{minute}:{second}"
            : mark;

    private static string ReadStyle()
    {
        using var stream = typeof(ChainChart).Assembly.GetManifestResourceStream("BizTalkDR.Drill.Report.chains.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
