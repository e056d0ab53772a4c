using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Reporting;

/// <summary>One action as a bar of the timeline.</summary>
internal sealed record TimelineBar(int Step, string Row, string Text, DateTime Start, DateTime End, bool HasFailed)
{
    /// <summary>The bars of a journal: every action from its start to its end, in the row of its database or server.</summary>
    internal static IReadOnlyList<TimelineBar> From(IEnumerable<JournalEntry> journal)
    {
        var open = new Dictionary<(int?, string?, string?, string?), DateTime>();
        var bars = new List<TimelineBar>();
        foreach (var entry in journal)
        {
            var failed = entry.Kind == JournalEntryKind.ActionFailed;
            if (entry.Kind == JournalEntryKind.ActionStarted)
                open[(entry.Step, entry.Server, entry.Database, entry.Text)] = entry.TimeUtc;
            else if ((failed || entry.Kind == JournalEntryKind.ActionEnded) && Close(open, entry) is { } start)
                bars.Add(new TimelineBar(entry.Step ?? 0, RowOf(entry), entry.Text ?? "", start, entry.TimeUtc, failed));
        }
        return bars;
    }

    private static DateTime? Close(Dictionary<(int?, string?, string?, string?), DateTime> open, JournalEntry entry)
    {
        // A failure's text is the action's text and the reason after it.
        var key = open.Keys.FirstOrDefault(key =>
            key.Item1 == entry.Step
            && key.Item2 == entry.Server
            && key.Item3 == entry.Database
            && (entry.Text ?? "").StartsWith(key.Item4 ?? "", StringComparison.Ordinal)
        );
        if (!open.TryGetValue(key, out var start))
            return null;
        open.Remove(key);
        return start;
    }

    private static string RowOf(JournalEntry entry) => entry.Database ?? entry.Server ?? "";
}
