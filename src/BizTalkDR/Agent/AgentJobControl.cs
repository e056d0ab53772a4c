using System.Data;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>Enables and disables jobs, and waits for those that run.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="topology">Knows the instances by name.</param>
/// <param name="pollInterval">How often a running job is looked at once it takes longer; one second if not given.</param>
public sealed class AgentJobControl(IInstanceConnector connector, Topology topology, TimeSpan? pollInterval = null)
{
    private readonly AgentJobReader reader = new(connector);
    private readonly TimeSpan pollInterval = pollInterval ?? TimeSpan.FromSeconds(1);

    /// <summary>Enables or disables a job (msdb.dbo.sp_update_job). A run under way goes on.</summary>
    /// <exception cref="JobException">The server refuses.</exception>
    public void SetEnabled(AgentJob job, bool enable, CancellationToken cancellationToken = default)
    {
        if (job is null)
            throw new ArgumentNullException(nameof(job));
        using var connection = connector.Open(topology.Instance(job.Instance), "msdb", cancellationToken);
        using var command = new SqlCommand("dbo.sp_update_job", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@job_id", SqlDbType.UniqueIdentifier).Value = job.JobId;
        command.Parameters.Add("@enabled", SqlDbType.TinyInt).Value = (byte)(enable ? 1 : 0);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqlException error)
        {
            throw JobException.CannotChange(job, enable, error);
        }
    }

    /// <summary>The job as it is now.</summary>
    /// <exception cref="JobException">It is gone, or msdb can't be read.</exception>
    public AgentJob Refresh(AgentJob job, CancellationToken cancellationToken = default)
    {
        if (job is null)
            throw new ArgumentNullException(nameof(job));
        return reader.Read(topology.Instance(job.Instance), cancellationToken).FirstOrDefault(found => found.JobId == job.JobId)
            ?? throw new JobException("JobNotFound", Errors.ErrorKind.NotFound, $"Job '{job.Name}' on {job.Instance} is gone.")
            {
                Server = job.Instance,
                Job = job.Name,
                Remedy = "Somebody has deleted it meanwhile; read the jobs again.",
            };
    }

    /// <summary>Waits until none of the jobs runs.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="timeout">How long to wait at the most.</param>
    /// <param name="onWaiting">Told each time which ones still run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The jobs as they are at the end.</returns>
    /// <exception cref="JobException">Some still run when the time is over.</exception>
    public IReadOnlyList<AgentJob> WaitUntilIdle(
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>>? onWaiting = null,
        CancellationToken cancellationToken = default
    )
    {
        if (jobs is null)
            throw new ArgumentNullException(nameof(jobs));
        var deadline = DateTime.UtcNow + timeout;
        var pace = new Pace(pollInterval);
        while (true)
        {
            IReadOnlyList<AgentJob> now = [.. jobs.Select(job => Refresh(job, cancellationToken))];
            IReadOnlyList<AgentJob> running = [.. now.Where(job => job.IsRunning)];
            if (running.Count == 0)
                return now;
            if (DateTime.UtcNow >= deadline)
                throw JobException.StillRunning(running, timeout);
            onWaiting?.Invoke(running);
            pace.Wait(cancellationToken);
        }
    }
}
