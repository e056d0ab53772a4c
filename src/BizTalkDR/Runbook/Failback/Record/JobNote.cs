namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A job of the group.</summary>
/// <param name="Instance">The topology name of the instance.</param>
/// <param name="JobId">The job's id.</param>
/// <param name="Name">Its name.</param>
public sealed record JobNote(string Instance, Guid JobId, string Name);
