using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 1: no backup set is taken or left partial while the failback goes on.</summary>
internal static class Step01DisableBackupJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 1,
            Title = "Disable all backup jobs on the source (production) SQL Server instances",
            Explanation =
                "Disables each Backup BizTalk Server job and waits for one that is running, so that no backup set is taken or left partial while the failback goes on.",
            Plan = context => Jobs(context).PlanChanges(enable: false),
            Check = context => Jobs(context).CheckAll(areEnabled: false),
            Run = (context, scope) =>
            {
                Jobs(context).SetAll(scope, enable: false);
                Jobs(context).WaitForAll(scope);
            },
            Prove = context => Jobs(context).ProveAll(areEnabled: false),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.BackupJobs, InstanceSide.Source);
}
