using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Reporting;

/// <summary>One step of a run, as its journal tells it.</summary>
/// <param name="Number">The step's number.</param>
/// <param name="Title">Its title.</param>
public sealed record ReportedStep(int Number, string Title)
{
    /// <summary>Whether the run came to it.</summary>
    public bool IsReached { get; init; } = true;

    /// <summary>How it ended; null when it did not: the run was cut off in it, or never came to it.</summary>
    public StepStatus? Status { get; init; }

    /// <summary>How long it took, without the time that a question waited for its answer.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What was found before, and what proved it after; for a failed step the reasons.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What was done in it, in the order it began.</summary>
    public IReadOnlyList<ReportedAction> Actions { get; init; } = [];

    internal static ReportedStep From(JournalEntry start, IReadOnlyList<JournalEntry> entries)
    {
        var step = new ReportedStep(start.Step ?? 0, start.Text ?? "") { Actions = ReportedAction.From(entries) };
        if (entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.StepEnded) is not { } end)
            return step with { Duration = entries.Max(entry => entry.TimeUtc) - start.TimeUtc };
        var record = end.Read<StepRecord>() ?? Read(end.Text ?? "", end.TimeUtc - start.TimeUtc);
        return step with { Status = record.Status, Duration = record.Duration, Details = record.Details };
    }

    // Where there is the text alone: the status, and the details after a colon.
    private static StepRecord Read(string text, TimeSpan duration)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var word = colon < 0 ? text : text.Substring(0, colon);
        return Enum.TryParse<StepStatus>(word, out var status)
            ? new StepRecord(status, duration, colon < 0 ? [] : [text.Substring(colon + 2)])
            : new StepRecord(null, duration, [text]);
    }
}
