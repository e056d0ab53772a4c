using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Reporting;

/// <summary>One run of a runbook, as its journal tells it.</summary>
public sealed record ReportedRun
{
    /// <summary>When it began, UTC.</summary>
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>The last the journal tells of it, UTC.</summary>
    public required DateTime EndedAtUtc { get; init; }

    /// <summary>Who began it, on which computer, with which version; null when the journal does not say.</summary>
    public string? Starter { get; init; }

    /// <summary>Its steps in the order they ran.</summary>
    public IReadOnlyList<ReportedStep> Steps { get; init; } = [];

    /// <summary>The runs that a journal holds, the oldest first.</summary>
    public static IReadOnlyList<ReportedRun> From(IEnumerable<JournalEntry> journal)
    {
        if (journal is null)
            throw new ArgumentNullException(nameof(journal));
        var runs = new List<List<JournalEntry>>();
        foreach (var entry in journal)
        {
            if (entry.Kind == JournalEntryKind.RunStarted)
                runs.Add([]);
            if (runs.Count > 0)
                runs[runs.Count - 1].Add(entry);
        }
        return [.. runs.Select(Read)];
    }

    /// <summary>The run with the steps that it did not reach.</summary>
    internal ReportedRun With(IEnumerable<(int Number, string Title)> steps) =>
        this with
        {
            Steps =
            [
                .. Steps,
                .. steps
                    .Where(step => Steps.All(reached => reached.Number != step.Number))
                    .Select(step => new ReportedStep(step.Number, step.Title) { IsReached = false }),
            ],
        };

    private static ReportedRun Read(List<JournalEntry> entries) =>
        new()
        {
            StartedAtUtc = entries[0].TimeUtc,
            EndedAtUtc = entries.Max(entry => entry.TimeUtc),
            Starter = RunStarter.Of(entries[0])?.ToString(),
            Steps =
            [
                .. entries
                    .Where(entry => entry.Kind == JournalEntryKind.StepStarted)
                    .Select(start => ReportedStep.From(start, [.. entries.Where(entry => entry.Step == start.Step)])),
            ],
        };
}
