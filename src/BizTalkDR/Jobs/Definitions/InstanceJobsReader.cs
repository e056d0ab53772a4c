using BizTalkDR.Agent;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Jobs.Definitions;

/// <summary>Reads jobs whole from msdb's tables, and tells by their steps what each is.</summary>
internal static class InstanceJobsReader
{
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    /// <exception cref="JobException">msdb can't be read.</exception>
    public static InstanceJobs Read(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        CancellationToken cancellationToken
    )
    {
        var told = new AgentJobReader(connector)
            .ReadWithSteps(topology, directory, instance, cancellationToken)
            .ToDictionary(job => job.Job.JobId);
        using var connection = connector.Open(instance, null, cancellationToken);
        List<T> Rows<T>(string query, Func<SqlRow, T> read) =>
            SqlQuery.Rows(connection, SqlText.Load(typeof(InstanceJobsReader), query), read, cancellationToken);

        var steps = Rows("JobStepDefinitions", row => (Job: row.Guid("job_id")!.Value, Step: Step(row)))
            .ToLookup(row => row.Job, row => row.Step);
        var schedules = Rows("JobScheduleDefinitions", row => (Job: row.Guid("job_id")!.Value, Schedule: Schedule(row)))
            .ToLookup(row => row.Job, row => row.Schedule);
        var jobs = Rows("JobDefinitions", row => (Id: row.Guid("job_id")!.Value, Job: Job(row)));
        var things = Rows("JobThings", row => (Kind: row.RequiredText("kind"), Name: row.RequiredText("name")))
            .ToLookup(row => row.Kind, row => row.Name);
        return new InstanceJobs
        {
            Instance = instance,
            Jobs =
            [
                .. jobs.Where(job => told.ContainsKey(job.Id))
                    .Select(job => (Whole(job.Job, told[job.Id], [.. steps[job.Id]], [.. schedules[job.Id]]), told[job.Id].Job))
                    .OrderBy(job => job.Item1.Name, StringComparer.OrdinalIgnoreCase),
            ],
            Categories = [.. things["category"]],
            Operators = [.. things["operator"]],
            Proxies = [.. things["proxy"]],
            Logins = [.. things["login"]],
            OpenDatabases = [.. things["open"]],
            ClosedDatabases = [.. things["closed"]],
        };
    }

    private static JobDefinition Whole(
        JobDefinition job,
        JobWithSteps told,
        IReadOnlyList<JobStepDefinition> steps,
        IReadOnlyList<JobScheduleDefinition> schedules
    ) =>
        job with
        {
            Job = BizTalkJobs.Of(told.Job.Kind, told.Calls),
            Steps = steps,
            Schedules = schedules,
            // What these call in turn is not told where the database is not open.
            Calls = [.. StepCall.Of(told.Steps).Select(call => call.Call.Procedure).Distinct(StringComparer.OrdinalIgnoreCase)],
            Databases =
            [
                .. StepCall
                    .Of(told.Steps)
                    .Select(call => call.Database)
                    .Concat(steps.Where(step => step.Subsystem.SameAs("TSQL")).Select(step => step.Database))
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
        };

    private static JobDefinition Job(SqlRow row) =>
        new()
        {
            Name = row.RequiredText("name"),
            IsEnabled = row.Int("enabled") == 1,
            Description = row.Text("description"),
            Category = row.Text("category_name"),
            Owner = row.Text("owner_name"),
            StartStep = row.Int("start_step_id") ?? 1,
            NotifyEventLog = row.Int("notify_level_eventlog") ?? 0,
            NotifyEmail = row.Int("notify_level_email") ?? 0,
            EmailOperator = row.Text("email_operator"),
            NotifyPage = row.Int("notify_level_page") ?? 0,
            PageOperator = row.Text("page_operator"),
            DeleteLevel = row.Int("delete_level") ?? 0,
        };

    private static JobStepDefinition Step(SqlRow row) =>
        new()
        {
            Number = row.Int("step_id") ?? 0,
            Name = row.RequiredText("step_name"),
            Subsystem = row.RequiredText("subsystem"),
            Command = row.Text("command"),
            Database = row.Text("database_name"),
            DatabaseUser = row.Text("database_user_name"),
            Proxy = row.Text("proxy_name"),
            OnSuccess = row.Int("on_success_action") ?? 1,
            OnSuccessStep = row.Int("on_success_step_id") ?? 0,
            OnFail = row.Int("on_fail_action") ?? 2,
            OnFailStep = row.Int("on_fail_step_id") ?? 0,
            RetryAttempts = row.Int("retry_attempts") ?? 0,
            RetryInterval = row.Int("retry_interval") ?? 0,
            OutputFile = row.Text("output_file_name"),
            Flags = row.Int("flags") ?? 0,
        };

    private static JobScheduleDefinition Schedule(SqlRow row) =>
        new()
        {
            Name = row.RequiredText("name"),
            IsEnabled = row.Int("enabled") == 1,
            FrequencyType = row.Int("freq_type") ?? 0,
            FrequencyInterval = row.Int("freq_interval") ?? 0,
            SubdayType = row.Int("freq_subday_type") ?? 0,
            SubdayInterval = row.Int("freq_subday_interval") ?? 0,
            RelativeInterval = row.Int("freq_relative_interval") ?? 0,
            RecurrenceFactor = row.Int("freq_recurrence_factor") ?? 0,
            StartDate = row.Int("active_start_date") ?? 0,
            EndDate = row.Int("active_end_date") ?? 99991231,
            StartTime = row.Int("active_start_time") ?? 0,
            EndTime = row.Int("active_end_time") ?? 235959,
        };
}
