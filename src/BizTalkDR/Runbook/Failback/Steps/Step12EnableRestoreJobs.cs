using BizTalkDR.Databases;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 12: log shipping begins anew.</summary>
internal static class Step12EnableRestoreJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 12,
            Title = "Enable restore jobs on the destination (DR) SQL Server instances",
            Explanation =
                "Has log shipping forget what it restored before (sp_LogShippingClean) and enables the jobs that step 3 disabled; they restore the next full backup set and ship logs again.",
            Plan = context => [.. NotHandedBack(context).Select(ResetAction), .. Jobs(context).PlanChanges(enable: true)],
            Check = Check,
            Run = (context, scope) =>
            {
                foreach (var instance in NotHandedBack(context))
                {
                    scope.Do(ResetAction(instance), () => LogShippingReset.Run(context, instance));
                    context.Facts.RecordHandedBack(instance);
                }
                Jobs(context).SetAll(scope, enable: true);
            },
            Prove = context => Jobs(context).ProveAll(areEnabled: true),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.RestoreJobs);

    private static StepCheck Check(FailbackContext context)
    {
        var there = context.ReadPositions(context.DestinationKeys).Where(position => position.State == DatabaseState.Online).ToList();
        if (there.Count > 0)
            return StepCheck.Of(
                there.Select(position => $"{position.Database} on {position.Instance} is online: step 10 has not dropped it.")
            );
        // Jobs that somebody has enabled meanwhile still ship for the chain that the failback has ended.
        return NotHandedBack(context).Count > 0 ? StepCheck.Ready : Jobs(context).CheckAll(areEnabled: true);
    }

    private static IReadOnlyList<string> NotHandedBack(FailbackContext context) =>
        [.. context.Before.RestoreJobs.Select(job => job.Instance).Except(context.Facts.HandedBack, StringComparer.OrdinalIgnoreCase)];

    private static StepAction ResetAction(string instance) =>
        new(instance, null, "Have log shipping forget what it restored (sp_LogShippingClean)");
}
