using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>Reads the jobs of instances from msdb.</summary>
/// <param name="connector">Opens connections.</param>
public sealed class AgentJobReader(IInstanceConnector connector)
{
    /// <summary>All jobs of one instance, by name.</summary>
    /// <exception cref="InstanceConnectionException">The instance can't be reached.</exception>
    /// <exception cref="JobException">msdb can't be read: a member of SQLAgentReaderRole in msdb may.</exception>
    public IReadOnlyList<AgentJob> Read(InstanceReference instance, CancellationToken cancellationToken = default)
    {
        if (instance is null)
            throw new ArgumentNullException(nameof(instance));
        using var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            return SqlQuery.Rows(connection, SqlText.Load(typeof(AgentJobReader), "Jobs"), row => ToJob(instance, row), cancellationToken);
        }
        catch (SqlException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw JobException.CannotRead(instance.Name, error);
        }
    }

    /// <summary>The backup jobs of all source instances.</summary>
    public IReadOnlyList<AgentJob> ReadBackupJobs(Topology topology, CancellationToken cancellationToken = default) =>
        ReadKind(topology?.Source, kind => kind == JobKind.Backup, cancellationToken);

    /// <summary>The restore jobs (Get Backup History, Restore Databases) of all destination instances.</summary>
    public IReadOnlyList<AgentJob> ReadRestoreJobs(Topology topology, CancellationToken cancellationToken = default) =>
        ReadKind(topology?.Destination, JobNames.IsRestoreJob, cancellationToken);

    private IReadOnlyList<AgentJob> ReadKind(
        IReadOnlyList<InstanceReference>? instances,
        Func<JobKind, bool> isWanted,
        CancellationToken cancellationToken
    ) => [.. (instances ?? []).SelectMany(instance => Read(instance, cancellationToken)).Where(job => isWanted(job.Kind))];

    private static AgentJob ToJob(InstanceReference instance, SqlRow row)
    {
        var name = row.RequiredText("name");
        var started = row.Time("start_execution_date");
        var isRunning = started is not null && row.Time("stop_execution_date") is null;
        return new AgentJob
        {
            Instance = instance.Name,
            JobId = row.Guid("job_id")!.Value,
            Name = name,
            Kind = JobNames.KindOf(name, row.Int("log_shipping_steps") > 0),
            IsEnabled = row.Int("enabled") == 1,
            IsRunning = isRunning,
            RunningSince = isRunning ? started : null,
            ScheduleCount = row.Int("schedule_count") ?? 0,
            LastOutcome = Outcome(row.Int("last_run_outcome")),
            LastRunAt = AgentTime.Parse(row.Int("last_run_date"), row.Int("last_run_time")),
            LastMessage = row.Text("last_outcome_message"),
            NextRunAt = row.Time("next_scheduled_run_date"),
            Owner = row.Text("owner_name"),
            Category = row.Text("category_name"),
        };
    }

    private static JobOutcome Outcome(int? value) =>
        value is { } number && Enum.IsDefined(typeof(JobOutcome), number) ? (JobOutcome)number : JobOutcome.Unknown;
}
