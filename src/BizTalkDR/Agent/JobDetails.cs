using BizTalkDR.Sql;

namespace BizTalkDR.Agent;

/// <summary>A job with what is behind it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Schedules">Its schedules.</param>
/// <param name="LastFailure">What the step that failed last said in the newest run, if one failed.</param>
internal sealed record JobDetails(AgentJob Job, IReadOnlyList<JobStep> Steps, IReadOnlyList<JobSchedule> Schedules, string? LastFailure)
{
    /// <summary>What its steps call, and what the site's own procedures call that they call.</summary>
    public IReadOnlyList<StepCall> Calls { get; init; } = StepCall.Of(Steps);

    /// <summary>Why the newest run failed: the step tells more than the job, which only names the step.</summary>
    public string? FailureText => LastFailure ?? Job.LastMessage;

    /// <summary>The schedule that starts it again and again, the most frequent one where there are several.</summary>
    /// <param name="now">The instance's local time.</param>
    public JobSchedule? ActiveSchedule(DateTime now) =>
        Schedules.Where(schedule => schedule.IsActive(now)).OrderBy(schedule => schedule.LongestGap).FirstOrDefault();

    /// <summary>How to enable it: with a cmdlet, or without the module.</summary>
    public string HowToEnable(string cmdlet) =>
        $"{cmdlet}, or EXEC msdb.dbo.sp_update_job @job_name = {SqlIdentifier.Literal(Job.Name)}, @enabled = 1.";
}
