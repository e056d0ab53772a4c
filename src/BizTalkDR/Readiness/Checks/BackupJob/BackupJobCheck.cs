using BizTalkDR.Agent;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>The Backup BizTalk Server job is there, enabled, has a schedule that is often enough, and succeeded last time.</summary>
internal static class BackupJobCheck
{
    private static readonly ReadinessCheck Present = ReadinessCheckTable.JobPresent;
    private static readonly ReadinessCheck Enabled = ReadinessCheckTable.JobEnabled;
    private static readonly ReadinessCheck Outcome = ReadinessCheckTable.JobOutcome;
    private static readonly ReadinessCheck Schedule = ReadinessCheckTable.JobSchedule;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        var management = observed.Instance(observed.ManagementInstance);
        var jobs = observed.BackupJobs;
        if (jobs.Count == 0)
            return [Missing(observed, management)];
        return jobs.SelectMany(job => Judge(job, observed));
    }

    private static ReadinessResult Missing(ReadinessObservations observed, InstanceObservations management) =>
        management.Jobs.Failure is { } failure
            ? Present.Unknown(management.Name, null, failure)
            : Present.Failed(
                management.Name,
                null,
                $"No job on {string.Join(", ", observed.Topology.Source)} has a step that takes backups (sp_BackupAllFull_Schedule, sp_MarkAll) in "
                    + $"{observed.Topology.ManagementDatabase.Database}.{Titled(observed)}",
                "Configure the backup job; BizTalk Server's configuration creates it on the instance of the management database, with steps that are commented out."
            );

    // A job that is called so and does not do it: another group's, or one whose steps call nothing yet.
    private static string Titled(ReadinessObservations observed) =>
        string.Concat(
            observed
                .Source.SelectMany(instance => instance.Jobs.Or([]))
                .Where(job => JobKinds.HasBackupTitle(job.Job.Name))
                .Select(job =>
                    $" '{job.Job.Name}' on {job.Job.Instance} "
                    + (job.Job.Group is { } group ? $"works for {group}." : "is called so, but none of its steps calls them.")
                )
        );

    private static IEnumerable<ReadinessResult> Judge(JobDetails observed, ReadinessObservations all)
    {
        var job = observed.Job;
        yield return Present.Passed(job.Instance, null, $"'{job.Name}'.");
        yield return job.IsEnabled
            ? Enabled.Passed(job.Instance, null, $"'{job.Name}' is enabled.")
            : Enabled.Failed(
                job.Instance,
                null,
                $"'{job.Name}' is disabled: no backup is taken.",
                observed.HowToEnable("Enable-BtsBackupJob")
            );
        yield return JudgeOutcome(observed);
        yield return JudgeSchedule(observed, all);
    }

    private static ReadinessResult JudgeOutcome(JobDetails observed)
    {
        var job = observed.Job;
        var at = job.LastRunAt is { } time ? ReadinessText.Text(time) : "an unknown time";
        return job.LastOutcome switch
        {
            JobOutcome.Succeeded => Outcome.Passed(job.Instance, null, $"Succeeded at {at}."),
            JobOutcome.Failed => Outcome.Failed(
                job.Instance,
                null,
                $"Failed at {at}. {observed.FailureText}",
                "Repair what the message names and run the job; a set that stayed partial makes the log sets after it unusable until the next full set."
            ),
            JobOutcome.Canceled => Outcome.Warning(
                job.Instance,
                null,
                $"Canceled at {at}. {job.LastMessage}",
                "Find out who stopped it, and run it again: it may have left a partial set."
            ),
            _ => Outcome.Warning(job.Instance, null, "It has not run yet.", "Run it once and see that it succeeds."),
        };
    }

    private static ReadinessResult JudgeSchedule(JobDetails observed, ReadinessObservations all)
    {
        var job = observed.Job;
        var now = all.Clock?.Now ?? DateTime.MinValue;
        if (observed.ActiveSchedule(now) is not { LongestGap: { } gap } active)
        {
            return Schedule.Failed(
                job.Instance,
                null,
                observed.Schedules.Count == 0
                    ? "It has no schedule: it runs only when somebody starts it."
                    : $"None of its schedules ({string.Join(", ", observed.Schedules.Select(schedule => $"'{schedule.Name}'"))}) is enabled and repeats.",
                "Enable the schedule MarkAndBackupLogSched, or give the job one that runs every 15 minutes."
            );
        }
        return gap > all.Options.MaximumDataLoss
            ? Schedule.Failed(
                job.Instance,
                null,
                $"'{active.Name}' leaves up to {Duration.Text(gap)} between two backups; no more than {Duration.Text(all.Options.MaximumDataLoss)} may be lost.",
                "Let the job run more often; 15 minutes is the default."
            )
            : Schedule.Passed(job.Instance, null, $"'{active.Name}' runs it {active.Text}.");
    }
}
