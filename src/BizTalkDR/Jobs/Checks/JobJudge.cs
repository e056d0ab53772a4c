using BizTalkDR.Agent;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Sql;

namespace BizTalkDR.Jobs.Checks;

/// <summary>One job of one database against its rule: a function of what msdb says.</summary>
internal static class JobJudge
{
    /// <param name="result">The place, without a state.</param>
    /// <param name="rule">What must be.</param>
    /// <param name="isOpen">Whether the database is online.</param>
    /// <param name="severalBoxes">Whether the group has several MessageBoxes.</param>
    /// <param name="jobs">The jobs of that kind on that database.</param>
    public static IEnumerable<JobTestResult> Judge(
        JobTestResult result,
        JobRule rule,
        bool isOpen,
        bool severalBoxes,
        IReadOnlyList<(JobDefinition Definition, AgentJob Now)> jobs
    )
    {
        if (jobs.Count == 0)
            return rule.IsRequired
                ?
                [
                    result with
                    {
                        State = JobTestState.Missing,
                        Detail = $"No job of {result.Instance} does that for {result.Database}.",
                        Remedy =
                            "Import-BtsJob makes it from a file of Export-BtsJob; else run the script of BizTalk Server that makes it.",
                    },
                ]
                : [];
        var mustBeEnabled = rule.Job == BizTalkJob.OperateOnInstances && severalBoxes ? true : rule.IsEnabled;
        return jobs.Select(job => Judge(result with { Name = job.Definition.Name }, rule, mustBeEnabled, isOpen, job.Definition, job.Now));
    }

    private static JobTestResult Judge(
        JobTestResult result,
        JobRule rule,
        bool? mustBeEnabled,
        bool isOpen,
        JobDefinition job,
        AgentJob now
    )
    {
        var isScheduled = job.Schedules.Any(schedule => schedule.IsEnabled);
        if (JobCalls.IsNeverStarted(job))
            return job.IsEnabled || isScheduled
                ? result with
                {
                    State = JobTestState.MustNotRun,
                    Detail =
                        $"It is {(job.IsEnabled ? "enabled" : "disabled")}{(isScheduled ? " and has a schedule" : "")}: ManageRefCountLog alone starts it.",
                    Remedy = $"{Update(job, false)}{(isScheduled ? " Take its schedule away: msdb.dbo.sp_detach_schedule." : "")}",
                }
                : Good(result, "Disabled and without a schedule, as it must be.");
        if (!job.IsEnabled && !isOpen)
            return result with { State = JobTestState.Waiting, Detail = $"Disabled; {result.Database} is not online yet." };
        if (!job.IsEnabled)
            return mustBeEnabled == true
                ? result with
                {
                    State = JobTestState.Disabled,
                    Detail = now.SwitchedOffBy is { } by ? $"Switched off by {by}." : "It is disabled.",
                    Remedy = job.Job == BizTalkJob.Backup ? "Enable-BtsBackupJob." : Update(job, true),
                }
                : Good(result, "Disabled, as the site has it.");
        if (!isScheduled)
            return result with
            {
                State = JobTestState.NotScheduled,
                Detail = "It is enabled, and no schedule starts it.",
                Remedy = "Give it the schedule that it has on the source: msdb.dbo.sp_add_jobschedule.",
            };
        return Run(result, job, now);
    }

    private static JobTestResult Run(JobTestResult result, JobDefinition job, AgentJob now)
    {
        if (job.Job == BizTalkJob.ManageRefCountLog)
            return now.IsRunning ? Good(result, "Running: it never ends by design.")
                : now.LastRunAt is null ? Good(result, "Its schedule starts it.")
                : result with
                {
                    State = JobTestState.NotRunning,
                    Detail = $"It never ends by design, and does not run. {now.LastMessage}".Trim(),
                    Remedy = "Its schedule starts it again within a minute; if it does not stay, its history tells why.",
                };
        if (now.LastOutcome != JobOutcome.Failed)
            return Good(
                result,
                now.LastRunAt is { } at ? $"Last run {at:yyyy-MM-dd HH:mm:ss}: {now.LastOutcome}." : "Enabled and scheduled."
            );
        return job.Job == BizTalkJob.Monitor
            ? result with
            {
                State = JobTestState.Finding,
                Detail = $"It has found inconsistencies: {now.LastMessage}",
                Remedy =
                    $"SELECT * FROM {SqlIdentifier.Quote(result.Database)}.dbo.btsmon_Inconsistancies names them; Terminator or support mends them.",
            }
            : result with
            {
                State = JobTestState.Failing,
                Detail = $"Its last run failed: {now.LastMessage}",
                Remedy = "Mend what the message names, then start it: msdb.dbo.sp_start_job.",
            };
    }

    private static JobTestResult Good(JobTestResult result, string detail) => result with { State = JobTestState.Good, Detail = detail };

    private static string Update(JobDefinition job, bool isEnabled) => JobCalls.Enable(job, isEnabled).Text;
}
