using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Reporting;

/// <summary>One action of a step, as its journal tells it.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Server">The instance or computer.</param>
/// <param name="Database">The database, or null.</param>
/// <param name="Text">What was done.</param>
/// <param name="StartedAtUtc">When it began, UTC.</param>
/// <param name="EndedAtUtc">When it ended, UTC; null when it did not: the run was cut off in it.</param>
/// <param name="Failure">Why it failed, or null.</param>
public sealed record ReportedAction(
    int Step,
    string? Server,
    string? Database,
    string Text,
    DateTime StartedAtUtc,
    DateTime? EndedAtUtc = null,
    string? Failure = null
)
{
    /// <summary>The actions that entries tell of, each from its start to its end, in the order they began.</summary>
    internal static IReadOnlyList<ReportedAction> From(IEnumerable<JournalEntry> entries)
    {
        var actions = new List<ReportedAction>();
        foreach (var entry in entries)
        {
            if (entry.Kind == JournalEntryKind.ActionStarted)
                actions.Add(new ReportedAction(entry.Step ?? 0, entry.Server, entry.Database, entry.Text ?? "", entry.TimeUtc));
            else if (entry.Kind is JournalEntryKind.ActionEnded or JournalEntryKind.ActionFailed)
                End(actions, entry);
        }
        return actions;
    }

    private static void End(List<ReportedAction> actions, JournalEntry entry)
    {
        // A failure's text is the action's text and the reason after it.
        var text = entry.Text ?? "";
        var at = actions.FindIndex(action =>
            action.EndedAtUtc is null
            && action.Step == (entry.Step ?? 0)
            && action.Server == entry.Server
            && action.Database == entry.Database
            && text.StartsWith(action.Text, StringComparison.Ordinal)
        );
        if (at < 0)
            return;
        var failure = entry.Kind == JournalEntryKind.ActionFailed ? text.Substring(actions[at].Text.Length).TrimStart(':', ' ') : null;
        actions[at] = actions[at] with { EndedAtUtc = entry.TimeUtc, Failure = failure };
    }
}
