using System.Xml.Linq;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.Reporting.Chains;

/// <summary>
/// One self-contained HTML page that shows the chain of each database, the marks, what is missing, and the mark that is chosen: for people who
/// would rather look than read.
/// </summary>
public static class ChainPage
{
    /// <summary>How many sentences of one kind are written out; the newest come first.</summary>
    private const int Written = 40;

    private const string Style = """
        .scroll svg { max-width: 100%; height: auto; }
        svg .chain-log { fill: var(--step0); } svg .chain-full { fill: var(--step1); } svg .chain-differential { fill: var(--step3); }
        svg .chain-position { fill: var(--ink); }
        svg .chain-usable { stroke: var(--good); stroke-width: 2; } svg .chain-unusable { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 3 2; }
        svg .chain-chosen { stroke: var(--ink); stroke-width: 2; } svg .chain-chosen-name { font-weight: 600; }
        svg .chain-hatched { fill: url(#chain-stripes); } svg .chain-stripe { stroke: var(--card); stroke-width: 3; }
        @media print { @page { size: A4 landscape; } }

        """;

    /// <summary>The page.</summary>
    /// <param name="situation">The history, and where the databases stand.</param>
    /// <param name="markName">The mark that is chosen; null for the recommended one.</param>
    /// <param name="whole">Whether the whole history is shown, else what a restore to the chosen mark may need: since the second to last full set.</param>
    /// <exception cref="BizTalkDRException"><c>MarkNotFound</c>: the history holds no such mark; <c>NothingToShow</c>: it holds no backup.</exception>
    public static string Render(RestoreSituation situation, string? markName = null, bool whole = false)
    {
        if (situation is null)
            throw new ArgumentNullException(nameof(situation));
        var lanes = ChainLane.Of(situation);
        var pieces = lanes.SelectMany(lane => lane.Pieces).ToList();
        if (pieces.Count == 0)
            throw new BizTalkDRException("NothingToShow", ErrorKind.NotFound, "The history holds no backup of which the time is known.")
            {
                Remedy = "Get-BtsBackupSet tells what was found where; -BackupPath names folders of backups.",
            };
        var marks = Marks(situation);
        var chosen = Choose(marks, markName);
        var to = pieces.Max(piece => piece.To);
        var from = whole ? pieces.Min(piece => piece.From) : Beginning(situation.History, chosen) ?? pieces.Min(piece => piece.From);
        var shown = marks.Where(mark => mark.Time >= from).ToList();
        return HtmlReport.Page(
            "The chains of backups and the log marks",
            Style,
            Head(situation, chosen, from, to),
            Html.Section(
                "Each database's chain",
                "Time goes from left to right, as the history tells it. What each piece is, its file and its set are told where it is pointed at.",
                new ChainChart(lanes, shown, chosen, from, to).Picture(),
                ChainChart.Legend()
            ),
            Missing(lanes, from),
            Databases(lanes),
            Unusable(shown)
        );
    }

    private static List<ChainMark> Marks(RestoreSituation situation)
    {
        var times = situation.History.Sets.Where(set => set.MarkName is not null).ToLookup(set => set.SetId, set => set.BackupDate);
        return
        [
            .. from mark in situation.Marks()
            let time = times[mark.SetId].FirstOrDefault() ?? mark.Time
            where time is not null
            orderby time
            select new ChainMark(mark, time.Value),
        ];
    }

    private static ChainMark? Choose(List<ChainMark> marks, string? name) =>
        name is null
            ? marks.LastOrDefault(mark => mark.Mark.IsRecommended)
            : marks.LastOrDefault(mark => string.Equals(mark.Mark.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new BizTalkDRException(
                    "MarkNotFound",
                    ErrorKind.NotFound,
                    $"The history holds no mark '{name}' of which the time is known."
                )
                {
                    Remedy = "Get-BtsLogMark lists those it holds.",
                };

    /// <summary>The second to last complete full set before the chosen mark: what a restore may have to fall back on.</summary>
    private static DateTime? Beginning(BackupHistory history, ChainMark? chosen)
    {
        var fulls = history
            .Sets.Where(set => set is { Type: BackupType.Full, IsComplete: true, BackupDate: not null } && !(set.BackupDate > chosen?.Time))
            .Select(set => set.Files.Min(file => file.BackupDate))
            .OrderByDescending(time => time)
            .ToList();
        return fulls.Count > 1 ? fulls[1] : fulls.FirstOrDefault();
    }

    private static object[] Head(RestoreSituation situation, ChainMark? chosen, DateTime from, DateTime to) =>
        [
            new XElement("h1", "The chains of backups and the log marks"),
            Html.Element(
                "p",
                "lead",
                $"{(situation.Topology is { HasInstances: true } topology ? $"{topology}" : "Backups")}, restored on the {situation.Side.ToString().ToLowerInvariant()} side; "
                    + $"{ChainChart.Moment(from)} to {ChainChart.Moment(to)}."
            ),
            Html.Element(
                "div",
                chosen is { Mark.IsUsable: true } ? "banner good" : "banner bad",
                new XElement("p", chosen is null ? "No mark can be reached by all databases." : $"Mark {chosen.Mark.Name}"),
                chosen is null ? null : new XElement("p", chosen.Mark.IsUsable ? chosen.Mark.RuleText ?? chosen.Said : chosen.Said)
            ),
        ];

    private static XElement? Missing(IReadOnlyList<ChainLane> lanes, DateTime from)
    {
        var gaps = lanes
            .SelectMany(lane => lane.Gaps.Select(gap => (lane.Database, Gap: gap)))
            .Where(each => each.Gap.To >= from)
            .OrderByDescending(each => each.Gap.To)
            .ToList();
        return gaps.Count == 0
            ? Html.Section("What is missing", "Nothing: each database has one unbroken chain as far as is known.")
            : Html.Section(
                "What is missing",
                gaps.Count > Written ? $"The newest {Written} of {gaps.Count}." : "",
                Html.Table(
                    [new XElement("th", "Until"), new XElement("th", "Database"), new XElement("th", "What")],
                    gaps.Take(Written).Select(each => Row(ChainChart.Moment(each.Gap.To), each.Database.ToString(), each.Gap.Text))
                )
            );
    }

    private static XElement Databases(IReadOnlyList<ChainLane> lanes) =>
        Html.Section(
            "The databases",
            "",
            Html.Table(
                [
                    new XElement("th", "Database"),
                    new XElement("th", "Full backups"),
                    new XElement("th", "Logs"),
                    new XElement("th", "Missing"),
                    new XElement("th", "Its copy"),
                ],
                lanes.Select(lane =>
                    Row(
                        lane.Database.ToString(),
                        $"{lane.Pieces.Count(piece => piece.Kind == ChainPieceKind.Full)}",
                        $"{lane.Pieces.Count(piece => piece.Kind == ChainPieceKind.Log)}",
                        $"{lane.Gaps.Count()}",
                        (lane.Position ?? "not known") + (lane.RestoredTo is { } time ? $", restored up to {ChainChart.Moment(time)}" : "")
                    )
                )
            )
        );

    private static XElement? Unusable(List<ChainMark> marks)
    {
        var unusable = marks.Where(mark => !mark.Mark.IsUsable).Reverse().ToList();
        return unusable.Count == 0
            ? null
            : Html.Section(
                "Marks that can't be reached",
                unusable.Count > Written ? $"The newest {Written} of {unusable.Count}." : "",
                Html.Table(
                    [new XElement("th", "Mark"), new XElement("th", "Why")],
                    unusable.Take(Written).Select(mark => Row(mark.Mark.Name, string.Join(" ", mark.Mark.Reasons.Take(3))))
                )
            );
    }

    private static XElement Row(params IEnumerable<string> cells) => new("tr", cells.Select(cell => new XElement("td", cell)));
}
