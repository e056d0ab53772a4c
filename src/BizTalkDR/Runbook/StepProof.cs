namespace BizTalkDR.Runbook;

/// <summary>What shows that a step has done its work, read back from the servers after it.</summary>
/// <param name="IsProven">Whether it holds.</param>
/// <param name="Evidence">What was read, a line each.</param>
public sealed record StepProof(bool IsProven, IReadOnlyList<string> Evidence)
{
    /// <summary>Proven when nothing contradicts it: the evidence, or the contradictions when there are any.</summary>
    public static StepProof Of(IEnumerable<string> contradictions, params string[] evidence)
    {
        IReadOnlyList<string> found = [.. contradictions];
        return found.Count == 0 ? new(true, evidence) : new(false, found);
    }
}
