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
                "Rolls every database forward to the same log mark and recovers them all only when each has reached it. The mark is the one named, or the recommended one. Then protects the copies (READ_ONLY) until step 10, so that nothing writes into them.",
            Plan = Plan,
            Check = Check,
            Run = Run,
            Prove = Prove,
        };

    private static RestorePlan Require(FailbackContext context) => context.PlanDestination().Require();

    private static IReadOnlyList<StepAction> Plan(FailbackContext context) =>
        Verify(context).IsConsistent
            ? context.Copies.Plan(context.Copies.Open())
            :
            [
                .. Require(context).Databases.SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action))),
                .. context.Copies.Plan(context.Databases),
            ];

    private static StepCheck Check(FailbackContext context)
    {
        var now = Verify(context);
        if (!now.IsConsistent)
            return StepCheck.Of(context.PlanDestination().Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
        if (context.Copies.Open().Count > 0)
            return StepCheck.Ready;
        return StepCheck.Done($"All {now.Databases.Count} databases are online at mark {now.Mark} already, and protected.") with
        {
            Note = () => Note(context, now.Mark!),
        };
    }

    private static void Run(FailbackContext context, StepScope scope)
    {
        var now = Verify(context);
        if (now.IsConsistent)
            Note(context, now.Mark!);
        else
            Restore(context, scope);
        context.Copies.Protect(scope);
    }

    private static void Restore(FailbackContext context, StepScope scope)
    {
        var plan = Require(context);
        context.Facts.Record(new ChosenMark(plan.Mark!.Name, plan.Mark.RuleText) { Identity = plan.Mark.Identity });
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

    private static void Note(FailbackContext context, string mark)
    {
        if (context.Mark?.Name != mark)
            context.Facts.Record(
                new ChosenMark(mark, "The databases were at this mark already, all of them online.")
                {
                    Identity = context.Situation.Identify(mark, context.Options.MarkSetId),
                }
            );
    }

    private static DatabaseSetVerification Verify(FailbackContext context) =>
        context.VerifyDestination(context.Options.Mark ?? context.Mark?.Name);

    private static StepProof Prove(FailbackContext context)
    {
        var now = context.VerifyDestination(context.RequiredMark);
        var open = context
            .Copies.Open()
            .Select(database => $"{database.Name} on {database.Destination} is at the mark, but not protected from changes.");
        return StepProof.Of(
            now.IsConsistent ? open : now.Differences,
            $"All {now.Databases.Count} databases are online at mark {now.Mark}: restored and recovered there by the server's own record (msdb's "
                + "restorehistory, recovery fork, LSNs), with the mark and none after it in their MarkLog.",
            "They are protected: nothing is written into them until step 10."
        );
    }
}
