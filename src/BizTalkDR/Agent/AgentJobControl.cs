using System.Data;
using BizTalkDR.Sql;
using BizTalkDR.SwitchMarks;
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

    /// <summary>
    /// Enables or disables a job (msdb.dbo.sp_update_job), in one statement with the mark that says who disabled it: the mark is put at the end of
    /// its description, or beside it where there is no room, and taken away when it is enabled. A run under way goes on. A job that is so already is
    /// left alone. Whoever may disable jobs and nothing else leaves no mark: the job as it is then (<see cref="Refresh"/>) says so.
    /// </summary>
    /// <param name="job">The job, known by its instance and id.</param>
    /// <param name="enable">Which of the two.</param>
    /// <param name="by">Who disables it: the run of a failback, or a cmdlet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="JobException">It is gone, or the server refuses.</exception>
    public bool SetEnabled(AgentJob job, bool enable, string by, CancellationToken cancellationToken = default)
    {
        var now = Refresh(job, cancellationToken);
        var isMarked = SwitchMark.Find(now.Description) is not null;
        if (now.IsEnabled == enable && !(enable && (isMarked || now.IsMarkedBesides)))
            return false;
        var mark = new SwitchMark(by, DateTime.UtcNow);
        var description = enable
            ? isMarked
                ? SwitchMark.Without(now.Description)
                : null
            : mark.On(now.Description);
        using var connection = connector.Open(topology.Instance(job.Instance), "msdb", cancellationToken);
        try
        {
            if (!enable && description is null)
                Besides(connection, () => JobMarks.Add(connection, job.JobId, mark));
            Update(connection, job, enable, description);
            // An old mark beside the description would outlive the new one in it.
            if (now.IsMarkedBesides && (enable || description is not null))
                Besides(connection, () => JobMarks.Remove(connection, job.JobId));
        }
        catch (SqlException error) when (connection.State != ConnectionState.Open)
        {
            // Cut off after the server had done it, or before: the server knows.
            if (Refresh(job, cancellationToken).IsEnabled != enable)
                throw JobException.CannotChange(job, enable, error);
        }
        catch (SqlException error) when (description is null)
        {
            throw JobException.CannotChange(job, enable, error);
        }
        catch (SqlException)
        {
            Retry(connection, job, enable);
        }
        return true;
    }

    /// <summary>The job as it is now.</summary>
    /// <exception cref="JobException">It is gone, or msdb can't be read.</exception>
    public AgentJob Refresh(AgentJob job, CancellationToken cancellationToken = default)
    {
        if (job is null)
            throw new ArgumentNullException(nameof(job));
        var now =
            reader.ReadStates(topology.Instance(job.Instance), cancellationToken).FirstOrDefault(found => found.JobId == job.JobId)
            ?? throw JobException.Gone(job);
        return now with { Kind = job.Kind, Group = job.Group };
    }

    /// <summary>Waits until none of the jobs runs, nor was asked to start and has not begun yet.</summary>
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
            IReadOnlyList<AgentJob> busy = [.. now.Where(job => job.IsBusy)];
            if (busy.Count == 0)
                return now;
            if (DateTime.UtcNow >= deadline)
                throw JobException.StillRunning(busy, timeout);
            onWaiting?.Invoke(busy);
            pace.Wait(cancellationToken);
        }
    }

    // A member of SQLAgentOperatorRole may enable and disable the jobs of others, and change nothing else of them: then there is no mark.
    private static void Retry(SqlConnection connection, AgentJob job, bool enable)
    {
        try
        {
            Update(connection, job, enable, null);
        }
        catch (SqlException error)
        {
            throw JobException.CannotChange(job, enable, error);
        }
    }

    // As above; and a mark that stays on a job that is enabled says nothing.
    private static void Besides(SqlConnection connection, Action change)
    {
        try
        {
            change();
        }
        catch (SqlException) when (connection.State == ConnectionState.Open)
        {
            // Who reads the job back sees that it carries no mark, and says so.
        }
    }

    private static void Update(SqlConnection connection, AgentJob job, bool enable, string? description)
    {
        using var command = new SqlCommand("dbo.sp_update_job", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@job_id", SqlDbType.UniqueIdentifier).Value = job.JobId;
        command.Parameters.Add("@enabled", SqlDbType.TinyInt).Value = (byte)(enable ? 1 : 0);
        if (description is not null)
            command.Parameters.Add("@description", SqlDbType.NVarChar, 512).Value = description;
        command.ExecuteNonQuery();
    }
}
