using System.Globalization;
using System.Xml.Linq;
using BizTalkDR.Backups;

namespace BizTalkDR.Reporting.Chains;

/// <summary>The picture: a lane for each database, a line for each mark, time from left to right.</summary>
/// <param name="lanes">The databases.</param>
/// <param name="marks">The marks.</param>
/// <param name="chosen">The mark that stands out; null if none does.</param>
/// <param name="from">When the picture begins.</param>
/// <param name="to">When it ends.</param>
internal sealed class ChainChart(
    IReadOnlyList<ChainLane> lanes,
    IReadOnlyList<ChainMark> marks,
    ChainMark? chosen,
    DateTime from,
    DateTime to
)
{
    private const double Whole = 1080;
    private const double Top = 64;
    private const double RowHeight = 30;
    private const double Right = 26;

    private static readonly (TimeSpan Step, string Format)[] Steps =
    [
        (TimeSpan.FromMinutes(5), "HH:mm"),
        (TimeSpan.FromMinutes(15), "HH:mm"),
        (TimeSpan.FromHours(1), "HH:mm"),
        (TimeSpan.FromHours(3), "MM-dd HH:mm"),
        (TimeSpan.FromHours(12), "MM-dd HH:mm"),
        (TimeSpan.FromDays(1), "MM-dd"),
        (TimeSpan.FromDays(7), "yyyy-MM-dd"),
        (TimeSpan.FromDays(30), "yyyy-MM-dd"),
        (TimeSpan.FromDays(365), "yyyy-MM-dd"),
    ];

    private readonly double left = 20 + Math.Max(8, lanes.Select(lane => Name(lane).Length).DefaultIfEmpty(0).Max()) * Svg.CharacterWidth;

    private double Width => Math.Max(400, Whole - left - Right);

    private double Bottom => Top + lanes.Count * RowHeight;

    public XElement Picture() =>
        Html.Element(
            "div",
            "scroll",
            Svg.Picture(
                $"The backups of {lanes.Count} databases and the log marks, from {Moment(from)} to {Moment(to)}",
                left + Width + Right,
                Bottom + 14,
                Hatching(),
                Axis(),
                Svg.Text("name", left - 10, Top - 12, "end", "Marks"),
                marks.Where(IsShown).Select(Tick),
                lanes.Select((lane, index) => Lane(lane, Top + index * RowHeight)),
                chosen is not null && IsShown(chosen) ? Chosen(chosen) : null
            )
        );

    public static XElement Legend() =>
        Svg.Legend(
            (Svg.Circle("chain-full", 8, 8, 6), "full backup"),
            (Svg.Circle("chain-differential", 8, 8, 5), "differential backup"),
            (Svg.Rectangle("chain-log", 0, 4, 16, 8, 1), "log backup: up to its end"),
            (Svg.Rectangle("failed", 0, 4, 16, 8, 1), "missing, or can't be restored"),
            (Svg.Line("chain-usable", 8, 1, 8, 15), "mark that all databases can be restored to"),
            (Svg.Line("chain-unusable", 8, 1, 8, 15), "mark that they can't"),
            (Svg.Line("chain-chosen", 8, 0, 8, 16), "the chosen mark"),
            (Triangle("chain-position", 8, 3), "how far the copy is restored")
        );

    private XElement Lane(ChainLane lane, double y) =>
        new(
            "g",
            Svg.Line("grid", left, y + RowHeight, left + Width, y + RowHeight),
            Svg.Text("name", left - 10, y + 19, "end", Name(lane)),
            lane.Pieces.Where(piece => piece.To >= from && piece.From <= to)
                .OrderBy(piece => Rank(piece.Kind))
                .Select(piece => Piece(piece, y)),
            lane.RestoredTo is { } restored && restored >= from
                ? Svg.Group($"{lane.Position}, restored up to {Moment(restored)}", Triangle("chain-position", X(restored), y + 2))
                : null
        );

    private XElement Piece(ChainPiece piece, double y) =>
        piece.Kind switch
        {
            ChainPieceKind.Full => Svg.Group(Said(piece), Svg.Circle("chain-full", X(piece.To), y + 16, 7)),
            ChainPieceKind.Differential => Svg.Group(Said(piece), Svg.Circle("chain-differential", X(piece.To), y + 16, 5)),
            ChainPieceKind.Log => Svg.Group(Said(piece), Bar("chain-log", piece, y + 12, 8)),
            _ => Svg.Group(Said(piece), Bar("failed", piece, y + 9, 14), Bar("chain-hatched", piece, y + 9, 14)),
        };

    private XElement Bar(string style, ChainPiece piece, double y, double height)
    {
        var x = X(piece.From);
        // A hair of space, so that each log is seen where there is room for that.
        var width = X(piece.To) - x;
        return Svg.Rectangle(style, x, y, Math.Max(piece.Kind == ChainPieceKind.Gap ? 6 : 1, width > 4 ? width - 1 : width), height, 1);
    }

    private XElement Tick(ChainMark mark) =>
        Svg.Group(
            mark.Said,
            Svg.Line(mark.Mark.IsUsable ? "chain-usable" : "chain-unusable", X(mark.Time), Top - 24, X(mark.Time), Top - 8)
        );

    private XElement Chosen(ChainMark mark)
    {
        var x = X(mark.Time);
        var anchor =
            x < left + Width * 0.3 ? "start"
            : x > left + Width * 0.7 ? "end"
            : "middle";
        return Svg.Group(
            mark.Said,
            Svg.Line("chain-chosen", x, Top - 26, x, Bottom + 4),
            Svg.Text("chain-chosen-name", x, Top - 30, anchor, mark.Mark.Name)
        );
    }

    private IEnumerable<XElement> Axis()
    {
        var (step, format) = Steps.FirstOrDefault(each => (to - from).Ticks / each.Step.Ticks <= 10);
        if (step == default)
            (step, format) = Steps[Steps.Length - 1];
        for (var time = new DateTime((from.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks); time <= to; time += step)
        {
            yield return Svg.Line("grid", X(time), Top - 4, X(time), Bottom);
            yield return Svg.Text("soft", X(time), 14, "middle", time.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private double X(DateTime time)
    {
        var whole = Math.Max(1, (to - from).Ticks);
        var part =
            (
                time < from ? from
                : time > to ? to
                : time
            ) - from;
        return left + Width * part.Ticks / whole;
    }

    private bool IsShown(ChainMark mark) => mark.Time >= from && mark.Time <= to;

    /// <summary>Stripes over what is missing, for those who don't see its colour.</summary>
    private static XElement Hatching() =>
        new(
            "defs",
            new XElement(
                "pattern",
                new XAttribute("id", "chain-stripes"),
                new XAttribute("width", 6),
                new XAttribute("height", 6),
                new XAttribute("patternUnits", "userSpaceOnUse"),
                new XAttribute("patternTransform", "rotate(45)"),
                Svg.Line("chain-stripe", 0, 0, 0, 6)
            )
        );

    private static XElement Triangle(string style, double x, double y) =>
        new(
            "path",
            new XAttribute("class", style),
            new XAttribute("d", FormattableString.Invariant($"M{x - 5:0.##} {y:0.##} h10 l-5 8 z"))
        );

    private static int Rank(ChainPieceKind kind) =>
        kind switch
        {
            ChainPieceKind.Log => 0,
            ChainPieceKind.Gap => 1,
            _ => 2,
        };

    private static string Name(ChainLane lane) => lane.Database.ToString();

    private static string Said(ChainPiece piece) => $"{piece.Text} ({Moment(piece.To)})";

    public static string Moment(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>A mark, and where it stands in the picture.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Time">When the logs of its set ended.</param>
internal sealed record ChainMark(LogMark Mark, DateTime Time)
{
    public string Said =>
        $"Mark {Mark.Name}, set {Mark.SetId}: "
        + (
            Mark.IsUsable ? "every database can be restored to it"
            : Mark.Reasons.Count == 0 ? "it can't be used"
            : Mark.Reasons[0] + (Mark.Reasons.Count > 1 ? $" (and {Mark.Reasons.Count - 1} more)" : "")
        );
}
