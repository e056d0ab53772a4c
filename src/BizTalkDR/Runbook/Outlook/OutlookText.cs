using System.Globalization;
using System.Text;

namespace BizTalkDR.Runbook.Outlook;

/// <summary>An outlook in words.</summary>
internal static class OutlookText
{
    // A window of 80 columns wraps what fills its last one.
    private const int Width = 79;
    private const int Indent = 2;
    private const int LabelWidth = 14;

    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>The lines, in the order in which they matter.</summary>
    public static IReadOnlyList<OutlookLine> Lines(RunOutlook outlook)
    {
        var (production, recovery) = (outlook.Production, outlook.Recovery);
        List<OutlookLine> lines =
        [
            new("Group", outlook.Identity is null ? outlook.Group : $"{outlook.Group}: {outlook.Identity}"),
            .. outlook.Plan is { } plan ? [new OutlookLine("Plan", plan)] : Array.Empty<OutlookLine>(),
            new("Production", $"{production.Instances}: {production.State}", production.IsLiving),
            new("Recovery side", $"{recovery.Instances}: {recovery.State}"),
            new("Mark", Mark(outlook.Mark)),
            new("Lost", Loss(outlook.Loss), IsAlarm: true),
        ];
        if (outlook.Given.Count > 0)
            lines.Add(new("Dropped", $"production's {string.Join(", ", outlook.Given)}", IsAlarm: true));
        lines.AddRange(outlook.Databases.Select((database, index) => new OutlookLine(index == 0 ? "Databases" : "", Database(database))));
        lines.Add(new("Duration", Duration(outlook.Duration)));
        if (outlook.Room is { } room)
            lines.Add(new("Room", room));
        lines.AddRange(outlook.Off.Select((off, index) => new OutlookLine(index == 0 ? "Off meanwhile" : "", off)));
        if (outlook.PointOfNoReturn is { } point)
            lines.Add(new("No way back", point, IsAlarm: true));
        if (outlook.WayBack is { } back)
            lines.Add(new("Backing out", back));
        return lines;
    }

    /// <summary>The text.</summary>
    public static string Of(RunOutlook outlook)
    {
        var text = new StringBuilder($"What lies ahead of the {outlook.Title} of {outlook.Group}");
        foreach (var line in Lines(outlook))
        {
            var label = line.IsAlarm ? line.Label.ToUpperInvariant() : line.Label;
            foreach (var part in Wrapped(line.Text, Width - Indent - LabelWidth))
            {
                text.AppendLine().Append(' ', Indent).Append(label.PadRight(LabelWidth)).Append(part);
                label = "";
            }
        }
        return text.ToString();
    }

    /// <summary>What is lost.</summary>
    public static string Loss(OutlookLoss loss) =>
        loss.AtLeast is { } least ? $"at least {Agent.Duration.Text(least)}, {loss.Until}" : $"NOT KNOWN: {loss.Until}";

    /// <summary>A number of bytes, with three digits at the most: 1.2 GB.</summary>
    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1000 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return size.ToString(size < 10 && unit > 0 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>What a database holds beyond the mark.</summary>
    public static string Beyond(OutlookDatabase database) =>
        string.Join(
            "; ",
            new[]
            {
                database.MarksBeyond is { } marks
                    ? $"{Count(marks, "mark")} beyond" + (database.NewestMark is { } newest ? $", the newest {newest}" : "")
                    : null,
                database.Tables.Count > 0 ? string.Join(", ", database.Tables.Select(Rows)) : null,
                database.Unknown,
            }.OfType<string>()
        );

    private static string Mark(OutlookMark? mark) =>
        mark is null
            ? "none is chosen: step 4 is not in this run, and no earlier run has chosen one"
            : $"{mark.Name}, {(mark.Age is { } age ? $"{Agent.Duration.Text(age)} old" : "its age is not known")}"
                + (mark.Rule is null ? "" : $". {mark.Rule}");

    /// <summary>How long it will take.</summary>
    public static string Duration(OutlookDuration duration) =>
        duration.Total is { } total
            ? $"about {(total < TimeSpan.FromMinutes(1) ? "a minute" : Agent.Duration.Text(total))}: {duration.Basis}"
            : $"not known: {duration.Basis}";

    private static string Database(OutlookDatabase database) =>
        $"{database.Name}: {database.State}{(database.SizeBytes is { } size ? $", {Size(size)}" : "")}; copy {database.CopyState}"
        + (Beyond(database) is { Length: > 0 } beyond ? $"; {beyond}" : "");

    private static string Rows(OutlookTable table) =>
        table.RowsOfCopy is { } copied
            ? $"{table.Name} {Number(table.Rows)} rows, the copy {Number(copied)}"
            : $"{table.Name} {Count(table.Rows, "row")}";

    private static string Count(long count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(new[] { ' ', '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }
}
