using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Steps 1, 2, 3, 11 and 12: the SQL Server Agent jobs of both sides.</summary>
internal static class JobSteps
{
    internal static RunbookStep<FailbackContext> DisableBackupJobs { get; } =
        new()
        {
            Number = 1,
            Title = "Disable all backup jobs on the source (production) SQL Server instances",
            Explanation =
                "Disables each Backup BizTalk Server job and waits for one that is running, so that no backup set is taken or left partial while the failback goes on.",
            Plan = context => Changes(context.Before.BackupJobs, "Disable"),
            Check = context => CheckAll(context, context.Before.BackupJobs, isEnabled: false),
            Run = (context, scope) =>
            {
                SetAll(context, scope, context.Before.BackupJobs, enable: false);
                WaitForAll(context, scope, context.Before.BackupJobs);
            },
            Prove = context => ProveAll(context, context.Before.BackupJobs, isEnabled: false),
        };

    internal static RunbookStep<FailbackContext> WaitForRestoreJobs { get; } =
        new()
        {
            Number = 2,
            Title = "Wait for all restore jobs to complete on the destination (DR) SQL Server instances",
            Explanation =
                "Waits until no log shipping job runs, so that no restore is cut off in the middle. A job that starts again meanwhile is waited for too.",
            Plan = context =>
                [
                    .. context.Before.RestoreJobs.Select(job => new StepAction(
                        job.Instance,
                        null,
                        $"Wait until job '{job.Name}' is not running"
                    )),
                ],
            // A job that is still enabled may start again at any moment.
            Check = context => CheckAll(context, context.Before.RestoreJobs, isEnabled: false),
            Run = (context, scope) => WaitForAll(context, scope, context.Before.RestoreJobs),
            Prove = context =>
                StepProof.Of(
                    Read(context, context.Before.RestoreJobs)
                        .Where(job => job.IsRunning && !job.IsEnabled)
                        .Select(job => $"Job '{job.Name}' on {job.Instance} is running."),
                    $"{context.Before.RestoreJobs.Count} restore jobs have completed."
                ),
        };

    internal static RunbookStep<FailbackContext> DisableRestoreJobs { get; } =
        new()
        {
            Number = 3,
            Title = "Disable all restore jobs on the destination (DR) SQL Server instances",
            Explanation =
                "Disables log shipping's Get Backup History and Restore Databases jobs, and waits for one that its schedule has started meanwhile.",
            Plan = context => Changes(context.Before.RestoreJobs, "Disable"),
            Check = context => CheckAll(context, context.Before.RestoreJobs, isEnabled: false),
            Run = (context, scope) =>
            {
                SetAll(context, scope, context.Before.RestoreJobs, enable: false);
                WaitForAll(context, scope, context.Before.RestoreJobs);
                context.Forget();
            },
            Prove = context => ProveAll(context, context.Before.RestoreJobs, isEnabled: false),
        };

    internal static RunbookStep<FailbackContext> EnableBackupJobs { get; } =
        new()
        {
            Number = 11,
            Title = "Enable backup jobs on the source SQL Server instances",
            Explanation =
                "Asks for a full backup set (sp_ForceFullBackup) and enables the backup jobs that step 1 disabled: the restored databases begin a new log chain.",
            Plan = context => [ForceAction(context), .. Changes(context.Before.BackupJobs, "Enable")],
            Check = context =>
                context.Facts.IsFullBackupForced ? CheckAll(context, context.Before.BackupJobs, isEnabled: true) : StepCheck.Ready,
            Run = (context, scope) =>
            {
                scope.Do(ForceAction(context), () => FullBackupRequest.Send(context));
                context.Facts.RecordFullBackupForced(context.Topology.ManagementDatabase.Database);
                SetAll(context, scope, context.Before.BackupJobs, enable: true);
            },
            Prove = context => ProveAll(context, context.Before.BackupJobs, isEnabled: true),
        };

    internal static RunbookStep<FailbackContext> EnableRestoreJobs { get; } =
        new()
        {
            Number = 12,
            Title = "Enable restore jobs on the destination (DR) SQL Server instances",
            Explanation =
                "Has log shipping forget what it restored before (sp_LogShippingClean) and enables the jobs that step 3 disabled; they restore the next full backup set and ship logs again.",
            Plan = context => [.. NotHandedBack(context).Select(ResetAction), .. Changes(context.Before.RestoreJobs, "Enable")],
            Check = context =>
            {
                var there = context
                    .ReadPositions(context.DestinationKeys)
                    .Where(position => position.State == DatabaseState.Online)
                    .ToList();
                if (there.Count > 0)
                    return StepCheck.Of(
                        there.Select(position => $"{position.Database} on {position.Instance} is online: step 10 has not dropped it.")
                    );
                // Jobs that somebody has enabled meanwhile still ship for the chain that the failback has ended.
                return NotHandedBack(context).Count > 0 ? StepCheck.Ready : CheckAll(context, context.Before.RestoreJobs, isEnabled: true);
            },
            Run = (context, scope) =>
            {
                foreach (var instance in NotHandedBack(context))
                {
                    scope.Do(ResetAction(instance), () => LogShippingReset.Run(context, instance));
                    context.Facts.RecordHandedBack(instance);
                }
                SetAll(context, scope, context.Before.RestoreJobs, enable: true);
            },
            Prove = context => ProveAll(context, context.Before.RestoreJobs, isEnabled: true),
        };

    private static IReadOnlyList<string> NotHandedBack(FailbackContext context) =>
        [.. context.Before.RestoreJobs.Select(job => job.Instance).Except(context.Facts.HandedBack, StringComparer.OrdinalIgnoreCase)];

    private static StepAction ResetAction(string instance) =>
        new(instance, null, "Have log shipping forget what it restored (sp_LogShippingClean)");

    private static StepAction ForceAction(FailbackContext context) =>
        new(
            context.Topology.ManagementDatabase.Instance,
            context.Topology.ManagementDatabase.Database,
            "Ask for a full backup set (sp_ForceFullBackup)"
        );

    private static IReadOnlyList<StepAction> Changes(IReadOnlyList<JobFact> jobs, string verb) =>
        [.. jobs.Select(job => Change(job, verb))];

    private static StepAction Change(JobFact job, string verb) => new(job.Instance, null, $"{verb} job '{job.Name}'");

    private static IReadOnlyList<AgentJob> Read(FailbackContext context, IReadOnlyList<JobFact> jobs) =>
        [.. jobs.Select(job => context.Jobs.Refresh(AsJob(job), context.Cancellation))];

    private static AgentJob AsJob(JobFact job) =>
        new()
        {
            Instance = job.Instance,
            JobId = job.JobId,
            Name = job.Name,
        };

    private static StepCheck CheckAll(FailbackContext context, IReadOnlyList<JobFact> jobs, bool isEnabled) =>
        Read(context, jobs).All(job => job.IsEnabled == isEnabled && (isEnabled || !job.IsRunning))
            ? StepCheck.Done($"All {jobs.Count} jobs are {(isEnabled ? "enabled" : "disabled and not running")} already.")
            : StepCheck.Ready;

    private static StepProof ProveAll(FailbackContext context, IReadOnlyList<JobFact> jobs, bool isEnabled)
    {
        var wrong = Read(context, jobs).Where(job => job.IsEnabled != isEnabled || (!isEnabled && job.IsRunning));
        return StepProof.Of(
            wrong.Select(job =>
                $"Job '{job.Name}' on {job.Instance} is {(job.IsEnabled ? "enabled" : "disabled")}{(job.IsRunning ? " and running" : "")}."
            ),
            $"{jobs.Count} {(jobs.Count == 1 ? "job is" : "jobs are")} {(isEnabled ? "enabled" : "disabled, none is running")}: {string.Join(", ", jobs.Select(job => $"'{job.Name}' on {job.Instance}"))}."
        );
    }

    private static void SetAll(FailbackContext context, StepScope scope, IReadOnlyList<JobFact> jobs, bool enable)
    {
        foreach (var job in jobs)
            scope.Do(Change(job, enable ? "Enable" : "Disable"), () => context.Jobs.SetEnabled(AsJob(job), enable, context.Cancellation));
    }

    private static void WaitForAll(FailbackContext context, StepScope scope, IReadOnlyList<JobFact> jobs)
    {
        foreach (var job in jobs)
            scope.Do(
                new StepAction(job.Instance, null, $"Wait until job '{job.Name}' is not running"),
                () => context.Jobs.WaitUntilIdle([AsJob(job)], context.Options.JobTimeout, null, context.Cancellation)
            );
    }
}
