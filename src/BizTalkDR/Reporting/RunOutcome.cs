using BizTalkDR.Errors;
using BizTalkDR.Runbook;

namespace BizTalkDR.Reporting;

/// <summary>How a run ended, in words.</summary>
/// <param name="IsProven">Whether it came to its end and all its steps are proven.</param>
/// <param name="Verdict">How it ended, in a sentence.</param>
/// <param name="Failures">What went wrong and what to do about it, a sentence each.</param>
internal sealed record RunOutcome(bool IsProven, string Verdict, IReadOnlyList<string> Failures)
{
    /// <param name="run">What the journal tells of the run; null when it did not come to its first step.</param>
    /// <param name="error">What ended it, or null.</param>
    internal static RunOutcome Of(ReportedRun? run, Exception? error)
    {
        if (run is null)
            return new(
                false,
                error is OperationCanceledException
                    ? "Stopped before the first step: nothing was changed."
                    : "Refused before the first step: nothing was changed.",
                Sentences(error)
            );
        var lastStep = run.Steps.Count == 0 ? null : run.Steps[run.Steps.Count - 1];
        return lastStep switch
        {
            { Status: StepStatus.Declined } last => new(
                false,
                $"Ended before step {last.Number}, which was declined: nothing of it was done.",
                []
            ),
            { Status: StepStatus.Failed } last => new(
                false,
                $"{(error is OperationCanceledException ? "Stopped" : "Failed")} in step {last.Number}: {last.Title}.",
                [.. last.Details, .. Remedy(error)]
            ),
            { Status: null } last => new(false, $"Cut off in step {last.Number}: {last.Title}.", Sentences(error)),
            _ when error is not null => new(false, "Ended by an error after its last step.", Sentences(error)),
            _ => new(true, Proven(run.Steps), []),
        };
    }

    private static string Proven(IReadOnlyList<ReportedStep> steps)
    {
        var left = steps.Count(step => step.Status == StepStatus.Skipped);
        return left == 0
            ? $"Done: all {steps.Count} steps are proven."
            : $"Done: {steps.Count - left} of {steps.Count} steps are proven; left out as asked: {left}.";
    }

    private static IReadOnlyList<string> Sentences(Exception? error) => error is null ? [] : [error.Message, .. Remedy(error)];

    private static IEnumerable<string> Remedy(Exception? error) =>
        error is BizTalkDRException { Remedy: { Length: > 0 } remedy } ? [remedy] : [];
}
