namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A service that ran.</summary>
/// <param name="Computer">The computer.</param>
/// <param name="Name">The service.</param>
public sealed record ServiceNote(string Computer, string Name);
