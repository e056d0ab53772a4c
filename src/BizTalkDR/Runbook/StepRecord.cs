namespace BizTalkDR.Runbook;

/// <summary>How a step ended, as the journal keeps it for reports.</summary>
/// <param name="Status">How it ended; null when that can't be read.</param>
/// <param name="Duration">How long it took, without the time that a question waited for its answer.</param>
/// <param name="Details">What was found before, and what proved it after; for a failed step the reasons.</param>
internal sealed record StepRecord(StepStatus? Status, TimeSpan Duration, IReadOnlyList<string> Details);
