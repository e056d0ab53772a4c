using BizTalkDR.Agent;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.LogShipping;

/// <summary>Log shipping's three jobs are there; the two that run every minute are enabled, scheduled, and succeeded last time.</summary>
internal static class LogShippingJobCheck
{
    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.Destination.SelectMany(instance => LogShippingJobs.Kinds.Select(kind => Judge(observed, instance, kind.Kind, kind.Name)));

    private static ReadinessResult Judge(ReadinessObservations observed, InstanceObservations instance, JobKind kind, string name)
    {
        var check = ReadinessCheckTable.OfJob(kind);
        if (!instance.Jobs.TryGet(out var jobs))
            return check.Unknown(instance.Name, null, instance.Jobs.Failure!);
        if (jobs.FirstOrDefault(job => job.Job.Kind == kind) is not { } found)
        {
            return check.Failed(
                instance.Name,
                null,
                $"No job does for this group what '... {name}' is for: none has a step that calls log shipping's procedure.",
                "bts_ConfigureBizTalkLogShipping creates it: configure the destination again."
            );
        }
        var job = found.Job;
        // Restore To Mark is started by hand, in a disaster.
        if (kind == JobKind.RestoreToMark)
        {
            return found.Schedules.Any(schedule => schedule.IsEnabled) && job.IsEnabled
                ? check.Failed(
                    instance.Name,
                    null,
                    $"'{job.Name}' has an enabled schedule: it would recover the databases, and log shipping would end.",
                    "Take the schedule away; the job is started by hand in a disaster."
                )
                : check.Passed(instance.Name, null, $"'{job.Name}' waits to be started by hand.");
        }
        if (!job.IsEnabled)
        {
            return check.Failed(instance.Name, null, $"'{job.Name}' is disabled.", found.HowToEnable("Enable-BtsRestoreJob"));
        }
        var now = instance.Settings.TryGet(out var settings) ? settings.Now : observed.Clock?.Now ?? DateTime.MinValue;
        var active = found.ActiveSchedule(now);
        if (active is null && !job.IsRunning)
            return check.Failed(
                instance.Name,
                null,
                $"'{job.Name}' has no enabled schedule that repeats.",
                "Give it one that runs every minute."
            );
        return job.LastOutcome switch
        {
            JobOutcome.Failed => check.Failed(
                instance.Name,
                null,
                $"'{job.Name}' failed{At(job)}. {found.FailureText}",
                "Repair what the message names; Get-BtsLogShippingStatus tells which file is waited for."
            ),
            JobOutcome.Canceled => check.Warning(
                instance.Name,
                null,
                $"'{job.Name}' was canceled{At(job)}.",
                "Find out who stopped it; it goes on with its next run."
            ),
            JobOutcome.Succeeded => check.Passed(
                instance.Name,
                null,
                $"'{job.Name}' succeeded{At(job)}" + (active is null ? "." : $" and runs {active.Text}.")
            ),
            _ => check.Warning(instance.Name, null, $"'{job.Name}' has not run yet.", "Start it once and see that it succeeds."),
        };
    }

    private static string At(AgentJob job) => job.LastRunAt is { } at ? $" at {ReadinessText.Text(at)}" : "";
}
