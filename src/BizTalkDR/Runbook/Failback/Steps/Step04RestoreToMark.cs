using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 4: all databases of the destination at one log mark, and only then recovered.</summary>
internal static class Step04RestoreToMark
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 4,
            Title = "Restore all databases with STOPATMARK on the destination (DR) SQL Server instances",
            Explanation =
                "Rolls every database forward to the same log mark and recovers them all only when each has reached it. The mark is the one named, or the recommended one.",
            Plan = context =>
                [
                    .. Require(context)
                        .Databases.SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action))),
                ],
            Check = Check,
            Run = Run,
            Prove = Prove,
        };

    private static RestorePlan Require(FailbackContext context) => context.PlanDestination().Require();

    private static StepCheck Check(FailbackContext context)
    {
        var now = context.VerifyDestination(context.Options.Mark ?? context.Mark?.Name);
        if (!now.IsConsistent)
            return StepCheck.Of(context.PlanDestination().Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
        var isRecorded = context.Mark?.Name == now.Mark;
        return StepCheck.Done($"All {now.Databases.Count} databases are online at mark {now.Mark} already.") with
        {
            Note = isRecorded
                ? null
                : () => context.Facts.Record(new ChosenMark(now.Mark!, "The databases were at this mark already, all of them online.")),
        };
    }

    private static void Run(FailbackContext context, StepScope scope)
    {
        var plan = Require(context);
        context.Facts.Record(new ChosenMark(plan.Mark!.Name, plan.Mark.RuleText));
        new RestoreRunner(context.Connector)
            .Run(
                plan,
                context.Topology,
                new RestoreRunOptions { ThrottleLimit = context.Options.ThrottleLimit, KillSessions = context.Options.EndSessions },
                new RestoreStepObserver(scope),
                scope.Cancellation
            )
            .ThrowIfFailed();
    }

    private static StepProof Prove(FailbackContext context)
    {
        var now = context.VerifyDestination(context.RequiredMark);
        return StepProof.Of(
            now.IsConsistent ? [] : now.Differences,
            $"All {now.Databases.Count} databases are online at mark {now.Mark}, read from MarkLog."
        );
    }
}
