using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Import;

/// <summary>The calls that make a job (https://learn.microsoft.com/sql/ssms/agent/implement-jobs): always on the server itself, whatever its name was.</summary>
internal static class JobCalls
{
    /// <summary>
    /// MessageBox_Message_Cleanup is started by ManageRefCountLog alone: it is made without a schedule and disabled, whatever the source had. Its title is
    /// believed too, in this direction.
    /// </summary>
    public static bool IsNeverStarted(JobDefinition job) =>
        job.Job == BizTalkJob.MessageCleanup || job.Name.StartsWith("MessageBox_Message_Cleanup", StringComparison.OrdinalIgnoreCase);

    /// <param name="job">The job.</param>
    /// <param name="owner">The login that owns it.</param>
    /// <param name="makesCategory">Whether its category has to be made first.</param>
    public static IReadOnlyList<JobCall> Create(JobDefinition job, string? owner, bool makesCategory)
    {
        var calls = new List<JobCall>();
        if (makesCategory && job.Category is not null)
            calls.Add(new("sp_add_category", [("@class", "JOB"), ("@type", "LOCAL"), ("@name", job.Category)]));
        // Disabled until it is whole; enabled afterwards, where it may be.
        calls.Add(
            new(
                "sp_add_job",
                [
                    ("@job_name", job.Name),
                    ("@enabled", 0),
                    ("@description", job.Description),
                    ("@category_name", job.Category),
                    ("@owner_login_name", owner),
                    ("@notify_level_eventlog", job.NotifyEventLog),
                    ("@notify_level_email", job.EmailOperator is null ? 0 : job.NotifyEmail),
                    ("@notify_level_page", job.PageOperator is null ? 0 : job.NotifyPage),
                    ("@notify_email_operator_name", job.EmailOperator),
                    ("@notify_page_operator_name", job.PageOperator),
                    ("@delete_level", job.DeleteLevel),
                ]
            )
        );
        calls.AddRange(job.Steps.OrderBy(step => step.Number).Select(step => Step(job, step)));
        if (job.StartStep != 1)
            calls.Add(new("sp_update_job", [("@job_name", job.Name), ("@start_step_id", job.StartStep)]));
        if (!IsNeverStarted(job))
            calls.AddRange(job.Schedules.Select(schedule => Schedule(job, schedule)));
        calls.Add(new("sp_add_jobserver", [("@job_name", job.Name), ("@server_name", "(local)")]));
        return calls;
    }

    public static JobCall Enable(JobDefinition job, bool isEnabled) =>
        new("sp_update_job", [("@job_name", job.Name), ("@enabled", isEnabled ? 1 : 0)]);

    private static JobCall Step(JobDefinition job, JobStepDefinition step) =>
        new(
            "sp_add_jobstep",
            [
                ("@job_name", job.Name),
                ("@step_id", step.Number),
                ("@step_name", step.Name),
                ("@subsystem", step.Subsystem),
                ("@command", step.Command),
                ("@database_name", step.Database),
                ("@database_user_name", step.DatabaseUser),
                ("@proxy_name", step.Proxy),
                ("@on_success_action", step.OnSuccess),
                ("@on_success_step_id", step.OnSuccessStep),
                ("@on_fail_action", step.OnFail),
                ("@on_fail_step_id", step.OnFailStep),
                ("@retry_attempts", step.RetryAttempts),
                ("@retry_interval", step.RetryInterval),
                ("@output_file_name", step.OutputFile),
                ("@flags", step.Flags),
            ]
        );

    private static JobCall Schedule(JobDefinition job, JobScheduleDefinition schedule) =>
        new(
            "sp_add_jobschedule",
            [
                ("@job_name", job.Name),
                ("@name", schedule.Name),
                ("@enabled", schedule.IsEnabled ? 1 : 0),
                ("@freq_type", schedule.FrequencyType),
                ("@freq_interval", schedule.FrequencyInterval),
                ("@freq_subday_type", schedule.SubdayType),
                ("@freq_subday_interval", schedule.SubdayInterval),
                ("@freq_relative_interval", schedule.RelativeInterval),
                ("@freq_recurrence_factor", schedule.RecurrenceFactor),
                ("@active_start_date", schedule.StartDate),
                ("@active_end_date", schedule.EndDate),
                ("@active_start_time", schedule.StartTime),
                ("@active_end_time", schedule.EndTime),
            ]
        );
}
