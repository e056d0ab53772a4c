using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 2: no restore of log shipping's is cut off in the middle.</summary>
internal static class Step02WaitForRestoreJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 2,
            Title = "Wait for all restore jobs to complete on the destination (DR) SQL Server instances",
            Explanation =
                "Waits until no log shipping job runs, so that no restore is cut off in the middle. A job that starts again meanwhile is waited for too.",
            Plan = context => Jobs(context).PlanWaits(),
            // A job that is still enabled may start again at any moment.
            Check = context => Jobs(context).CheckAll(areEnabled: false),
            Run = (context, scope) => Jobs(context).WaitForAll(scope),
            Prove = context => Jobs(context).ProveCompleted(),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.RestoreJobs, InstanceSide.Destination);
}
