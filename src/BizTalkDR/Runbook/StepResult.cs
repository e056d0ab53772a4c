using BizTalkDR.Text;

namespace BizTalkDR.Runbook;

/// <summary>The outcome of one step of a runbook.</summary>
public sealed record StepResult
{
    /// <summary>The step's number in Microsoft's page.</summary>
    public required int Number { get; init; }

    /// <summary>The step's title.</summary>
    public required string Title { get; init; }

    /// <summary>How it ended.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// Whether this run of it has changed anything: false when it was done before, was left out, declined or only shown, or has only waited. What has
    /// failed counts from the first act that was begun, as nobody knows how far it came.
    /// </summary>
    public bool Changed { get; init; }

    /// <summary>What it did, or would do, in order.</summary>
    public IReadOnlyList<StepAction> Actions
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What was found before, and what proved it after; for a failed step the reasons.</summary>
    public IReadOnlyList<string> Details
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The failure, or null.</summary>
    public Exception? Error { get; init; }

    /// <summary>Number, title and status, for messages.</summary>
    public override string ToString() => $"Step {Number}, {Title}: {Status}";

    /// <summary>Whether the run may go on after it.</summary>
    public bool IsGood => Status is StepStatus.Succeeded or StepStatus.AlreadyDone or StepStatus.Skipped or StepStatus.WhatIf;
}
