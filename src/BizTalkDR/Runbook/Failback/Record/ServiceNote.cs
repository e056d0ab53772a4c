namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A service that ran, or that an earlier run had stopped.</summary>
/// <param name="Computer">The computer.</param>
/// <param name="Name">The service.</param>
/// <param name="StoppedBy">The earlier run that had stopped it before this run began; null if none had.</param>
public sealed record ServiceNote(string Computer, string Name, string? StoppedBy = null);
