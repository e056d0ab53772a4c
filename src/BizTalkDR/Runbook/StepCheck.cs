namespace BizTalkDR.Runbook;

/// <summary>What a step finds before it does anything.</summary>
public enum StepReadiness
{
    /// <summary>All it needs is there.</summary>
    Ready,

    /// <summary>What it would do is done: by an earlier run or by hand.</summary>
    AlreadyDone,

    /// <summary>A precondition does not hold; the step refuses.</summary>
    Blocked,
}

/// <summary>The outcome of a step's check, with the reasons for it.</summary>
/// <param name="Readiness">Whether the step may go on.</param>
/// <param name="Reasons">What was found: the preconditions that do not hold, or why it is done already.</param>
public sealed record StepCheck(StepReadiness Readiness, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// Of a step that is done already: leaves on record what later steps need to know of it. The check itself changes nothing; the runner calls this.
    /// </summary>
    public Action? Note { get; init; }

    /// <summary>Nothing stands in the way.</summary>
    public static StepCheck Ready { get; } = new(StepReadiness.Ready, []);

    /// <summary>Nothing is left to do.</summary>
    public static StepCheck Done(string reason) => new(StepReadiness.AlreadyDone, [reason]);

    /// <summary>Ready when there are no problems, else blocked by them.</summary>
    public static StepCheck Of(IEnumerable<string> problems)
    {
        IReadOnlyList<string> found = [.. problems];
        return found.Count == 0 ? Ready : new(StepReadiness.Blocked, found);
    }
}
