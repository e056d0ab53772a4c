using BizTalkDR.Backups;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>The mark a failback goes to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">Why that one, in a sentence.</param>
public sealed record ChosenMark(string Name, string? Rule)
{
    /// <summary>What is known of it beside the name: its set, where it lies in each log, the marks after it. Null where nothing more is known.</summary>
    public MarkIdentity? Identity { get; init; }
}
