namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>What is to be typed after a run, with the topology, the journal and the options that it had.</summary>
/// <param name="GoOn">Goes on with it.</param>
/// <param name="GiveUp">Gives it up.</param>
/// <param name="Test">Asks whether a recovery would work.</param>
/// <param name="Note">What else they need, such as credentials; null if nothing.</param>
public sealed record NextCommands(string GoOn, string GiveUp, string Test, string? Note = null);
