using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 3: from here on log shipping restores nothing more.</summary>
internal static class Step03DisableRestoreJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 3,
            Title = "Disable all restore jobs on the destination (DR) SQL Server instances",
            Explanation =
                "Disables log shipping's Get Backup History and Restore Databases jobs, and waits for one that its schedule has started meanwhile.",
            Plan = context => Jobs(context).PlanChanges(enable: false),
            Check = context => Jobs(context).CheckAll(areEnabled: false),
            Run = (context, scope) =>
            {
                Jobs(context).SetAll(scope, enable: false);
                Jobs(context).WaitForAll(scope);
            },
            Prove = context => Jobs(context).ProveAll(areEnabled: false),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.RestoreJobs, InstanceSide.Destination);
}
