namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>What would be done to undo a run: shown before it is.</summary>
/// <param name="Actions">What is switched on again, in order.</param>
/// <param name="Left">What is left as it is, and why.</param>
/// <param name="Notes">What else is to be known, a sentence or two each.</param>
public sealed record UndoPlan(IReadOnlyList<StepAction> Actions, IReadOnlyList<UndoResult> Left, IReadOnlyList<string> Notes)
{
    /// <summary>The run by its marks, where there is no journal to tell of it: failback 0f8f..., whose marks begin 2026-11-30 01:12:00Z. Null where there is.</summary>
    public string? MarkedRun { get; init; }

    /// <summary>The question before it, for a person.</summary>
    /// <param name="run">The run: failback of Contoso, begun 2026-11-30 01:12:00Z by me on ADMIN1.</param>
    public string Question(string run)
    {
        var lines = new List<string> { $"Undo the {run}?", "What it has switched off is switched on again, and looked at once more." };
        if (Actions.Count == 0)
            lines.Add("None of it is off now: the run is given up, and nothing else is changed.");
        foreach (var server in Actions.GroupBy(action => action.Server, StringComparer.OrdinalIgnoreCase))
            lines.Add($"{server.Key}: {string.Join("; ", server.Select(action => action.Description))}");
        lines.AddRange(Left.Select(left => $"Left as it is: {left}"));
        lines.AddRange(Notes);
        lines.Add(MarkedRun is null ? "No leaves all as it is; the run can be gone on with." : "No leaves all as it is.");
        return string.Join(Environment.NewLine, lines);
    }
}

/// <summary>What has come of undoing a run.</summary>
public sealed record UndoOutcome
{
    /// <summary>Everything that the run had switched off, and what has become of it.</summary>
    public IReadOnlyList<UndoResult> Results { get; init; } = [];

    /// <summary>What is left to do or to know, a sentence or two each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether all of it is on again: the run is given up, and can't be gone on with.</summary>
    public bool IsUndone { get; init; }

    /// <summary>Whether the answer was No: nothing was changed.</summary>
    public bool IsDeclined { get; init; }
}
