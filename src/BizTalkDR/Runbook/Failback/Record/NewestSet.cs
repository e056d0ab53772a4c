namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>The newest backup set that production's backup job had taken.</summary>
/// <param name="BackupSetId">Its id; ids only grow.</param>
/// <param name="MarkName">The mark it holds, if it is of logs.</param>
public sealed record NewestSet(long BackupSetId, string? MarkName);
