using System.Globalization;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>Reads jobs with their steps, schedules and last failures.</summary>
internal static class JobDetailsReader
{
    public static IReadOnlyList<JobDetails> Read(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        SqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var jobs = new AgentJobReader(connector).ReadWithSteps(topology, directory, instance, cancellationToken);
        var schedules = SqlQuery
            .Rows(connection, SqlText.Load(typeof(JobDetailsReader), "JobSchedules"), Schedule, cancellationToken)
            .ToLookup(row => row.Job, row => row.Schedule);
        var failures = SqlQuery
            .Rows(connection, SqlText.Load(typeof(JobDetailsReader), "JobFailures"), Failure, cancellationToken)
            .ToLookup(row => row.Job);
        return
        [
            .. jobs.Select(each => new JobDetails(
                each.Job,
                each.Steps,
                [.. schedules[each.Job.JobId]],
                failures[each.Job.JobId]
                    .Where(failure => IsOfLastRun(each.Job, failure.At))
                    .Select(failure => failure.Message)
                    .FirstOrDefault()
            )
            {
                Calls = each.Calls,
            }),
        ];
    }

    // An older failure is history; the step of the last run began when the run did, or later.
    private static bool IsOfLastRun(AgentJob job, DateTime? at) => job.LastRunAt is not { } last || at is not { } failed || failed >= last;

    private static (Guid Job, string Message, DateTime? At) Failure(SqlRow row) =>
        (
            row.Guid("job_id")!.Value,
            string.Format(CultureInfo.InvariantCulture, "Step '{0}': {1}", row.Text("step_name"), row.Text("message")),
            AgentTime.Parse(row.Int("run_date"), row.Int("run_time"))
        );

    private static (Guid Job, JobSchedule Schedule) Schedule(SqlRow row) =>
        (
            row.Guid("job_id")!.Value,
            new JobSchedule
            {
                Name = row.RequiredText("name"),
                IsEnabled = row.Int("enabled") == 1,
                FrequencyType = row.Int("freq_type") ?? 0,
                FrequencyInterval = row.Int("freq_interval") ?? 0,
                SubdayType = row.Int("freq_subday_type") ?? 0,
                SubdayInterval = row.Int("freq_subday_interval") ?? 0,
                RecurrenceFactor = row.Int("freq_recurrence_factor") ?? 0,
                StartTime = row.Int("active_start_time") ?? 0,
                EndTime = row.Int("active_end_time") ?? 235959,
                // 99991231 is the Agent's way of saying never.
                EndDate = AgentTime.Parse(row.Int("active_end_date"), 0),
            }
        );
}
