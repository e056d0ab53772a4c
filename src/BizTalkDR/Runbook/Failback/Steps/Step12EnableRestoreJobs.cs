using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 12: log shipping goes on, from where it stood, or anew where this run has dropped its copies.</summary>
internal static class Step12EnableRestoreJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 12,
            Title = "Enable restore jobs on the destination (DR) SQL Server instances",
            Explanation =
                "Enables the jobs that step 3 disabled. Where step 10 has dropped this group's copies, log shipping first forgets what it restored into them (sp_LogShippingClean, for this group's sources alone), and restores the next full backup set. Where nothing was dropped, nothing is forgotten.",
            Plan = context => [.. new LogShippingReset(context).Plan(), .. Jobs(context).PlanChanges(enable: true)],
            Check = Check,
            Run = (context, scope) =>
            {
                new LogShippingReset(context).Run(scope);
                Jobs(context).SetAll(scope, enable: true);
            },
            Prove = context => Jobs(context).ProveAll(areEnabled: true),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.RestoreJobs, InstanceSide.Destination);

    private static StepCheck Check(FailbackContext context)
    {
        var there = context.ReadPositions(context.DestinationKeys).Where(position => position.State == DatabaseState.Online).ToList();
        if (there.Count > 0)
            return StepCheck.Of(
                there.Select(position => $"{position.Database} on {position.Instance} is online: step 10 has not dropped it.")
            );
        var reset = new LogShippingReset(context);
        // Jobs that somebody has enabled meanwhile still ship for the chain that the failback has ended.
        return reset.IsDue ? StepCheck.Of(reset.Problems()) : Jobs(context).CheckAll(areEnabled: true);
    }
}
