using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.SwitchMarks;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>Reads the jobs of instances from msdb, and what each is to the group of the topology.</summary>
/// <param name="connector">Opens connections.</param>
public sealed class AgentJobReader(IInstanceConnector connector)
{
    /// <summary>
    /// All jobs of one instance, by name. Their kinds are told by what their steps call, in which database and for which log shipping source; a job
    /// of another group is <see cref="JobKind.Other"/>.
    /// </summary>
    /// <exception cref="InstanceConnectionException">The instance can't be reached.</exception>
    /// <exception cref="JobException">msdb can't be read: a member of SQLAgentReaderRole in msdb may.</exception>
    public IReadOnlyList<AgentJob> Read(Topology topology, InstanceReference instance, CancellationToken cancellationToken = default) =>
        [.. ReadWithSteps(topology, null, instance, cancellationToken).Select(each => each.Job)];

    /// <summary>The group's backup jobs, on whichever source instance.</summary>
    public IReadOnlyList<AgentJob> ReadBackupJobs(
        Topology topology,
        InstanceDirectory? directory = null,
        CancellationToken cancellationToken = default
    ) => ReadKind(topology, topology?.Source, directory, kind => kind == JobKind.Backup, cancellationToken);

    /// <summary>The group's restore jobs (Get Backup History, Restore Databases) of all destination instances.</summary>
    public IReadOnlyList<AgentJob> ReadRestoreJobs(
        Topology topology,
        InstanceDirectory? directory = null,
        CancellationToken cancellationToken = default
    ) => ReadKind(topology, topology?.Destination, directory, JobKinds.IsRestoreJob, cancellationToken);

    /// <summary>Refuses a job that is not the group's. Without a topology file no group is named, and every job counts.</summary>
    /// <exception cref="JobException">It is gone, or another group's.</exception>
    internal void Require(Topology topology, AgentJob job, CancellationToken cancellationToken)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        if (job is null)
            throw new ArgumentNullException(nameof(job));
        var now =
            Read(topology, topology.Instance(job.Instance), cancellationToken).FirstOrDefault(found => found.JobId == job.JobId)
            ?? throw JobException.Gone(job);
        if (now.Kind == JobKind.Other)
            throw JobException.OfOtherGroup(now, $"{topology.ManagementDatabase.Database} on {topology.ManagementDatabase.Instance}");
    }

    /// <summary>The jobs with their steps and what these call.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="directory">The instances, where they were asked already.</param>
    /// <param name="instance">Whose jobs.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal IReadOnlyList<JobWithSteps> ReadWithSteps(
        Topology topology,
        InstanceDirectory? directory,
        InstanceReference instance,
        CancellationToken cancellationToken
    )
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return Ask(
            instance,
            connection =>
            {
                var jobs = Jobs(instance, connection, cancellationToken);
                var steps = SqlQuery
                    .Rows(connection, SqlText.Load(typeof(AgentJobReader), "JobSteps"), Step, cancellationToken)
                    .ToLookup(row => row.Job, row => row.Step);
                return new JobOwnership(connector, topology, directory, instance, connection, cancellationToken).Tell([
                    .. jobs.Select(job => (job, (IReadOnlyList<JobStep>)[.. steps[job.JobId]])),
                ]);
            },
            cancellationToken
        );
    }

    /// <summary>The jobs as they are now, without asking what they are: every kind is Other.</summary>
    internal IReadOnlyList<AgentJob> ReadStates(InstanceReference instance, CancellationToken cancellationToken) =>
        Ask(instance, connection => Jobs(instance, connection, cancellationToken), cancellationToken);

    private T Ask<T>(InstanceReference instance, Func<SqlConnection, T> read, CancellationToken cancellationToken)
    {
        if (instance is null)
            throw new ArgumentNullException(nameof(instance));
        using var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            return read(connection);
        }
        catch (SqlException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw JobException.CannotRead(instance.Name, error);
        }
    }

    private static IReadOnlyList<AgentJob> Jobs(
        InstanceReference instance,
        SqlConnection connection,
        CancellationToken cancellationToken
    ) => SqlQuery.Rows(connection, SqlText.Load(typeof(AgentJobReader), "Jobs"), row => ToJob(instance, row), cancellationToken);

    private IReadOnlyList<AgentJob> ReadKind(
        Topology? topology,
        IReadOnlyList<InstanceReference>? instances,
        InstanceDirectory? directory,
        Func<JobKind, bool> isWanted,
        CancellationToken cancellationToken
    ) =>
        [
            .. OwnThread
                .Collect(instances ?? [], instance => ReadWithSteps(topology!, directory, instance, cancellationToken), cancellationToken)
                .Select(each => each.Job)
                .Where(job => isWanted(job.Kind)),
        ];

    private static (Guid Job, JobStep Step) Step(SqlRow row) =>
        (
            row.Guid("job_id")!.Value,
            new JobStep(
                row.Int("step_id") ?? 0,
                row.RequiredText("step_name"),
                row.RequiredText("subsystem"),
                row.RequiredText("command"),
                row.Text("database_name")
            )
        );

    private static AgentJob ToJob(InstanceReference instance, SqlRow row)
    {
        var activity = JobActivity.Of(row.Time("run_requested_date"), row.Time("start_execution_date"), row.Time("stop_execution_date"));
        var isEnabled = row.Int("enabled") == 1;
        var description = row.Text("description");
        var besides = SwitchMark.Find(row.Text("mark"));
        // A mark on a job that somebody has enabled since says nothing any more.
        var mark = isEnabled ? null : SwitchMark.Find(description) ?? besides;
        return new AgentJob
        {
            Instance = instance.Name,
            JobId = row.Guid("job_id")!.Value,
            Name = row.RequiredText("name"),
            IsEnabled = isEnabled,
            IsRunning = activity.RunningSince is not null,
            RunningSince = activity.RunningSince,
            RequestedAt = activity.RequestedAt,
            ScheduleCount = row.Int("schedule_count") ?? 0,
            LastOutcome = Outcome(row.Int("last_run_outcome")),
            LastRunAt = AgentTime.Parse(row.Int("last_run_date"), row.Int("last_run_time")),
            LastMessage = row.Text("last_outcome_message"),
            NextRunAt = row.Time("next_scheduled_run_date"),
            Owner = row.Text("owner_name"),
            Category = row.Text("category_name"),
            Description = description,
            IsMarkedBesides = besides is not null,
            SwitchedOffBy = mark?.By,
            SwitchedOffAt = mark?.AtUtc,
        };
    }

    private static JobOutcome Outcome(int? value) =>
        value is { } number && Enum.IsDefined(typeof(JobOutcome), number) ? (JobOutcome)number : JobOutcome.Unknown;
}
