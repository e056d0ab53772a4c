using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 11: a new log chain begins on production.</summary>
internal static class Step11EnableBackupJobs
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 11,
            Title = "Enable backup jobs on the source SQL Server instances",
            Explanation =
                "Asks for a full backup set (sp_ForceFullBackup) and enables the backup jobs that step 1 disabled: the restored databases begin a new log chain.",
            Plan = context => [.. NotForced(context), .. Jobs(context).PlanChanges(enable: true)],
            // The backup job takes the wish back when it has fulfilled it: afterwards only the journal knows.
            Check = context => context.Facts.IsFullBackupForced ? Jobs(context).CheckAll(areEnabled: true) : StepCheck.Ready,
            Run = (context, scope) =>
            {
                foreach (var action in NotForced(context))
                {
                    scope.Do(action, () => FullBackupRequest.Send(context));
                    context.Facts.RecordFullBackupForced(context.Topology.ManagementDatabase.Database);
                }
                Jobs(context).SetAll(scope, enable: true);
            },
            Prove = context => Jobs(context).ProveAll(areEnabled: true),
        };

    private static JobActions Jobs(FailbackContext context) => new(context, context.Before.BackupJobs, InstanceSide.Source);

    private static IReadOnlyList<StepAction> NotForced(FailbackContext context) =>
        context.Facts.IsFullBackupForced
            ? []
            :
            [
                new StepAction(
                    context.Topology.ManagementDatabase.Instance,
                    context.Topology.ManagementDatabase.Database,
                    "Ask for a full backup set (sp_ForceFullBackup)"
                )
                {
                    Act = StepAct.AskForFullBackup,
                },
            ];
}
