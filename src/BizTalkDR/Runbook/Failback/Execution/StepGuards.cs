namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// What holds around every step of the failback: it refuses while somebody else has changed what the run has left; what it has left itself is recorded as
/// soon as it has acted; and what was read before is read anew.
/// </summary>
internal static class StepGuards
{
    /// <summary>A step that is looked at in every run.</summary>
    /// <param name="step">The step.</param>
    /// <param name="trace">Records what it leaves.</param>
    public static RunbookStep<FailbackContext> Always(RunbookStep<FailbackContext> step, Action<FailbackContext, int>? trace = null) =>
        AsLeft(Forgetting(Traced(step, trace)));

    /// <summary>
    /// A step that leads up to production's restore, and is over once production is back: a run that is gone on with after step 9 must not stop the
    /// services again, nor look for copies that step 10 has dropped.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="trace">Records what it leaves.</param>
    public static RunbookStep<FailbackContext> UntilBack(RunbookStep<FailbackContext> step, Action<FailbackContext, int>? trace = null)
    {
        var inner = Forgetting(Traced(step, trace));
        return AsLeft(
            inner with
            {
                Plan = context => context.IsPastRestore ? [] : inner.Plan(context),
                Check = context =>
                    context.IsPastRestore ? StepCheck.Done("Production is back from its backups of step 7 already.") : inner.Check(context),
            }
        );
    }

    /// <summary>A step that needs production open: the first of them that runs opens it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="trace">Records what it leaves.</param>
    public static RunbookStep<FailbackContext> Opening(RunbookStep<FailbackContext> step, Action<FailbackContext, int> trace) =>
        Always(
            step with
            {
                // Beforehand only the first of them that runs is shown to open it.
                Plan = context =>
                    context.IsPastRestore || step.Number == FirstToOpen(context)
                        ? [.. context.Gate.Plan(), .. step.Plan(context)]
                        : step.Plan(context),
                Check = context =>
                    step.Check(context) is var check && check.Readiness == StepReadiness.AlreadyDone && !context.Gate.IsOpen
                        ? StepCheck.Ready
                        : check,
                Run = (context, scope) =>
                {
                    context.Gate.Open(scope);
                    step.Run(context, scope);
                },
            },
            trace
        );

    private static int FirstToOpen(FailbackContext context) => Enumerable.Range(9, 3).FirstOrDefault(context.Runbook.Includes);

    private static RunbookStep<FailbackContext> AsLeft(RunbookStep<FailbackContext> step) =>
        step with
        {
            Check = context => new StillAsLeft(context).Changes() is { Count: > 0 } changes ? StepCheck.Of(changes) : step.Check(context),
        };

    private static RunbookStep<FailbackContext> Traced(RunbookStep<FailbackContext> step, Action<FailbackContext, int>? trace) =>
        trace is null
            ? step
            : step with
            {
                Check = context => WithTrace(step.Check(context), () => trace(context, step.Number)),
                Run = (context, scope) =>
                {
                    step.Run(context, scope);
                    trace(context, step.Number);
                },
            };

    // What is done already was perhaps done by an act that nobody wrote down.
    private static StepCheck WithTrace(StepCheck check, Action trace) =>
        check.Readiness == StepReadiness.AlreadyDone
            ? check with
            {
                Note = () =>
                {
                    check.Note?.Invoke();
                    trace();
                },
            }
            : check;

    /// <summary>What was read before a step acted is not what holds after it, however the step ended.</summary>
    private static RunbookStep<FailbackContext> Forgetting(RunbookStep<FailbackContext> step) =>
        step with
        {
            Run = (context, scope) =>
            {
                try
                {
                    step.Run(context, scope);
                }
                finally
                {
                    context.Forget();
                }
            },
        };
}
