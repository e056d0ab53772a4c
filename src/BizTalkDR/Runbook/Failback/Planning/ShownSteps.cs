using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Planning;

/// <summary>What the steps of a failback would do, read without doing it.</summary>
internal static class ShownSteps
{
    /// <summary>The steps, each with its acts.</summary>
    /// <param name="runbook">The steps.</param>
    /// <param name="context">The failback, with what there is before anything is changed.</param>
    /// <exception cref="Errors.BizTalkDRException">A step would refuse.</exception>
    public static IReadOnlyList<StepResult> Read(RunbookDefinition<FailbackContext> runbook, FailbackContext context)
    {
        var shown = context.ToShow();
        return Require([
            .. new RunbookRunner<FailbackContext>(shown.Journal, new Unwatched(), (_, _) => false).Run(
                runbook,
                shown,
                shown.Runbook,
                context.Cancellation
            ),
        ]);
    }

    /// <summary>The steps, if none would refuse.</summary>
    /// <exception cref="Errors.BizTalkDRException">One would.</exception>
    public static IReadOnlyList<StepResult> Require(IReadOnlyList<StepResult> steps) =>
        steps.FirstOrDefault(step => step.Error is not null)?.Error is { } error ? throw error : steps;

    /// <summary>Nobody follows what is only read.</summary>
    internal sealed class Unwatched : IRunbookWatcher
    {
        public void OnStepStarted(int number, string title) { }

        public void OnStepEnded(StepResult result) { }

        public void OnAction(JournalEntry entry) { }

        public void OnProgress(int step, StepAction action, int percent) { }
    }
}
