using BizTalkDR.Errors;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>How far a run is, by its journal: which steps are done, and which comes next.</summary>
public sealed record RunProgress
{
    /// <summary>Whether a run has begun its first step.</summary>
    public bool HasBegun { get; private init; }

    /// <summary>The first step, in the run's order, that is not done; null when all are.</summary>
    public int? Next { get; private init; }

    /// <summary>The next step's title, where the run has come to it before; else null.</summary>
    public string? NextTitle { get; private init; }

    /// <summary>How the last step that began ended; null when it did not: the run was cut off in it.</summary>
    public StepStatus? LastStatus { get; private init; }

    /// <summary>Whether the last run came to an end, good or bad: it was not cut off.</summary>
    public bool HasStopped { get; private init; }

    /// <summary>When the last entry was written, UTC; null when there is none.</summary>
    public DateTime? LastEntryUtc { get; private init; }

    /// <summary>Whether every step is done. Such a run can't be gone on with: what it dealt with is not its own any more.</summary>
    public bool HasEnded { get; private init; }

    /// <summary>When what it had switched off was switched on again, and the run given up, UTC; null when that was not done.</summary>
    public DateTime? UndoneAtUtc { get; private init; }

    /// <summary>The progress that entries tell of.</summary>
    /// <param name="entries">The journal's entries.</param>
    /// <param name="steps">The numbers of the steps in order; null takes them from the last run that says so.</param>
    /// <exception cref="JournalException">An entry can't be read.</exception>
    public static RunProgress Of(IReadOnlyList<JournalEntry> entries, IEnumerable<int>? steps = null)
    {
        if (entries is null)
            throw new ArgumentNullException(nameof(entries));
        var starts = entries.Where(entry => entry.Kind == JournalEntryKind.RunStarted).ToList();
        var order = steps?.ToList() ?? starts.Select(RunStarter.Of).LastOrDefault(starter => starter?.Steps is not null)?.Steps ?? [];
        var done = new HashSet<int>();
        StepStatus? last = null;
        foreach (var entry in entries.Where(entry => entry.Step is not null))
        {
            if (entry.Kind == JournalEntryKind.StepStarted)
                last = null;
            if (entry.Kind != JournalEntryKind.StepEnded)
                continue;
            last = entry.Read<StepRecord>()?.Status;
            if (last is StepStatus.Succeeded or StepStatus.AlreadyDone)
                done.Add(entry.Step!.Value);
            else if (last is StepStatus.Failed)
                done.Remove(entry.Step!.Value);
        }
        var next = starts.Count == 0 ? null : order.Cast<int?>().FirstOrDefault(step => !done.Contains(step!.Value));
        return new RunProgress
        {
            HasBegun = starts.Count > 0,
            // Where nothing says which steps there are, nothing says that all are done.
            HasEnded = starts.Count > 0 && order.Count > 0 && next is null,
            Next = next,
            NextTitle = entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.StepStarted && entry.Step == next)?.Text,
            LastStatus = last,
            UndoneAtUtc = entries.LastOrDefault(entry => entry is { Kind: JournalEntryKind.Fact, Text: RunUndoing.Undone })?.TimeUtc,
            HasStopped =
                entries.LastOrDefault(entry => entry.Kind is JournalEntryKind.RunStarted or JournalEntryKind.RunEnded)?.Kind
                == JournalEntryKind.RunEnded,
            LastEntryUtc = entries.Count == 0 ? null : entries[entries.Count - 1].TimeUtc,
        };
    }

    /// <summary>Returns if the run may be gone on with.</summary>
    /// <param name="header">Whose journal it is.</param>
    /// <exception cref="JournalException"><c>RunEnded</c>: every step is done; <c>RunUndone</c>: it was given up, and undone.</exception>
    internal void RequireUnended(JournalHeader? header)
    {
        if (!HasEnded && UndoneAtUtc is null)
            return;
        var who = header is null ? "" : $" of {header.User} on {header.Computer}, begun {header.TimeUtc:u},";
        if (!HasEnded)
            throw new JournalException(
                "RunUndone",
                ErrorKind.State,
                $"The run{who} was undone {UndoneAtUtc:u}: what it had switched off is on again. It can't be gone on with. Nothing was changed."
            )
            {
                Remedy = "Begin anew with another -JournalPath.",
            };
        throw new JournalException(
            "RunEnded",
            ErrorKind.State,
            $"The run{who} has ended: all its steps are done, the last {LastEntryUtc:u}. It can't be gone on with. Nothing was changed."
        )
        {
            Remedy = "What the servers are like now is not what that run left. To do it once more, begin anew with another -JournalPath.",
        };
    }
}
