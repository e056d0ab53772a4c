namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>The mark a failback goes to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">Why that one, in a sentence.</param>
public sealed record ChosenMark(string Name, string? Rule);
