namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>Where production kept one file of a database.</summary>
/// <param name="LogicalName">The logical name: MOVE names it.</param>
/// <param name="PhysicalName">The path as the source instance sees it.</param>
/// <param name="IsLog">A log file, else a data file.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record ProductionFile(string LogicalName, string PhysicalName, bool IsLog, long SizeBytes);
