namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A job of the group.</summary>
/// <param name="Instance">The topology name of the instance.</param>
/// <param name="JobId">The job's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="SwitchedOffBy">The earlier run or the cmdlet that had disabled it before this run began; null if none had.</param>
/// <param name="SharedWith">All groups that it works for, where this one is not the only; null where it is.</param>
public sealed record JobNote(string Instance, Guid JobId, string Name, string? SwitchedOffBy = null, string? SharedWith = null)
{
    /// <summary>Whether it was enabled before the run began; null in a journal that does not say.</summary>
    public bool? WasEnabled { get; init; }
}
