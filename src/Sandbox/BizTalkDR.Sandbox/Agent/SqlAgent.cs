using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>
/// SQL Server Agent of one instance. A job asked for (sp_start_job) runs at once, in the background; scheduled jobs start while the
/// host's clock is driven or, in a live sandbox, as time goes by.
/// </summary>
public sealed class SqlAgent
{
    private readonly Lock latch = new();
    private bool holdsStarts;
    private readonly Dictionary<ScheduledJob, DateTime?> nextRuns = [];
    private readonly ConcurrentDictionary<Guid, (JobRun Run, Task Task)> running = new();

    internal SqlAgent(DatabaseEngine instance)
    {
        Instance = instance;
        instance.Parts.Set(this);
    }

    /// <summary>Whether the service runs. While it does not, starting and stopping jobs fails with message 22022.</summary>
    public bool IsRunning => Instance.IsAgentRunning;

    /// <summary>
    /// Whether jobs that are asked to start wait for a free thread, as they do where all threads of their subsystem are taken: msdb shows the request
    /// (sysjobactivity.run_requested_date), and no run.
    /// </summary>
    public bool HoldsStarts
    {
        get => Volatile.Read(ref holdsStarts);
        set => Volatile.Write(ref holdsStarts, value);
    }

    internal DatabaseEngine Instance { get; }

    /// <summary>The newest row of msdb.dbo.syssessions: each start of the service adds one.</summary>
    internal int SessionId { get; private set; }

    private Database Msdb => Instance.FindDatabase("msdb")!;

    /// <summary>Starts the service, and with it the jobs scheduled for its start.</summary>
    public void Start()
    {
        if (IsRunning)
            return;
        using (var session = Instance.OpenInternalSession("SQLAgent - Generic Refresher", "msdb"))
        {
            var added = session.Perform(
                """
                INSERT INTO msdb.dbo.syssessions (agent_start_date) VALUES (GETDATE())
                DECLARE @session_id int = SCOPE_IDENTITY()
                INSERT INTO msdb.dbo.sysjobactivity (session_id, job_id) SELECT @session_id, job_id FROM msdb.dbo.sysjobs
                SELECT @session_id AS session_id
                """
            );
            SessionId = (int)added.Results[0].Rows[0][0]!;
        }
        Instance.IsAgentRunning = true;
        foreach (var scheduled in ScheduleTable.Read(Msdb).Where(scheduled => scheduled.Schedule.RunsAtAgentStart))
            TryStart(scheduled.JobId, JobRequest.OfAgentStart(scheduled.Schedule), null);
    }

    /// <summary>Stops the service: running jobs are canceled, no schedule starts any.</summary>
    public async Task StopAsync()
    {
        Instance.IsAgentRunning = false;
        lock (latch)
            nextRuns.Clear();
        var runs = running.Values;
        foreach (var (run, _) in runs)
            run.Stop("the SQLServerAgent service");
        await Task.WhenAll(runs.Select(entry => entry.Task)).ConfigureAwait(false);
    }

    /// <summary>Starts a job on request. Throws 22022 when the service is stopped or the job runs already.</summary>
    internal void StartJob(Guid jobId, string jobName, int? step, string login)
    {
        CheckRunning();
        if (TryStart(jobId, JobRequest.OfUser(login), step) is not { } other)
            return;
        var why = other.State == JobState.WaitingForThread ? "already has a pending request from" : "is already running from a request by";
        throw Refused($"Request to run job {jobName} (from User {login}) refused because the job {why} {other.Request.By}.");
    }

    /// <summary>Cancels a running job. Throws 22022 when it is not running.</summary>
    internal void StopJob(Guid jobId, string jobName, string login)
    {
        CheckRunning();
        if (!running.TryGetValue(jobId, out var entry))
            throw Refused($"Request to stop job {jobName} (from User {login}) refused because the job is not currently running.");
        entry.Run.Stop($"User {login}");
    }

    internal JobRun? RunOf(Guid jobId) => running.TryGetValue(jobId, out var entry) ? entry.Run : null;

    /// <summary>When and by which schedule a job runs next.</summary>
    internal (DateTime At, int ScheduleId)? NextRunOf(Guid jobId)
    {
        lock (latch)
        {
            Refresh();
            var next = nextRuns
                .Where(pair => pair.Key.JobId == jobId && pair.Value is not null)
                .OrderBy(pair => pair.Value)
                .Select(pair => ((DateTime, int)?)(pair.Value!.Value, pair.Key.Schedule.Id))
                .FirstOrDefault();
            return next;
        }
    }

    /// <summary>The next moment at which a schedule starts a job or a step is tried again, local time.</summary>
    internal DateTime? NextDue()
    {
        lock (latch)
        {
            Refresh();
            return nextRuns.Values.Concat(running.Values.Select(entry => entry.Run.WakesAt)).Min();
        }
    }

    /// <summary>Starts the jobs whose time has come. One that is still running misses its turn, as with SQL Server.</summary>
    internal void StartDue(DateTime now)
    {
        List<ScheduledJob> due;
        lock (latch)
        {
            Refresh();
            due = [.. nextRuns.Where(pair => pair.Value <= now).OrderBy(pair => pair.Value).Select(pair => pair.Key)];
            foreach (var scheduled in due)
                nextRuns[scheduled] = scheduled.Schedule.NextRun(now);
        }
        foreach (var scheduled in due)
            TryStart(scheduled.JobId, JobRequest.OfSchedule(scheduled.Schedule), null);
    }

    /// <summary>Waits until a job, if it runs, has ended.</summary>
    internal async Task WaitForJobAsync(string jobName, CancellationToken cancellation)
    {
        if (ScheduleTable.FindJob(Msdb, jobName) is { } id && running.TryGetValue(id, out var entry))
            await entry.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends when every running job has ended or waits for its next attempt.</summary>
    internal async Task QuietAsync(CancellationToken cancellation)
    {
        while (running.Values.Any(entry => entry.Run.WakesAt is not { } wakes || wakes <= Instance.Host.Clock.Now))
            await Task.WhenAny([Task.Delay(20, cancellation), .. running.Values.Select(entry => entry.Task)]).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the next runs into sysjobschedules, in the background: whoever changed a schedule may still hold locks there.</summary>
    internal void RecordNextRuns()
    {
        if (IsRunning)
            _ = Task.Run(WriteNextRuns);
    }

    private void WriteNextRuns()
    {
        KeyValuePair<ScheduledJob, DateTime?>[] changed;
        lock (latch)
        {
            Refresh();
            changed = [.. nextRuns];
        }
        try
        {
            using var session = Instance.OpenInternalSession("SQLAgent - Schedule Saver", "msdb");
            foreach (var (scheduled, next) in changed)
                session.Perform(
                    """
                    UPDATE msdb.dbo.sysjobschedules SET next_run_date = @date, next_run_time = @time
                    WHERE job_id = @job_id AND schedule_id = @schedule_id
                    """,
                    ("@date", next is { } at ? AgentDate.Date(at) : 0),
                    ("@time", next is { } when ? AgentDate.Time(when) : 0),
                    ("@job_id", scheduled.JobId),
                    ("@schedule_id", scheduled.Schedule.Id)
                );
        }
        catch (SqlServerException)
        {
            // Saving is a convenience for readers of sysjobschedules; the next change saves again.
        }
    }

    private JobRun? TryStart(Guid jobId, JobRequest request, int? step)
    {
        lock (latch)
        {
            if (running.TryGetValue(jobId, out var other))
                return other.Run;
            var run = new JobRun(this, jobId, request, step);
            var task = new Task(() => Execute(run), TaskCreationOptions.LongRunning);
            running[jobId] = (run, task);
            task.Start(TaskScheduler.Default);
            return null;
        }
    }

    private void Execute(JobRun run)
    {
        try
        {
            run.Execute();
        }
        catch (Exception failure) when (failure is SqlServerException or OperationCanceledException)
        {
            Instance.Host.Trace($"Job {run.JobId} on {Instance.Name} could not be recorded: {failure.Message}");
        }
        finally
        {
            running.TryRemove(run.JobId, out _);
            run.Dispose();
        }
    }

    /// <summary>Takes up new and changed schedules; those that stayed as they were keep their next run.</summary>
    private void Refresh()
    {
        if (!IsRunning)
            return;
        var now = Instance.Host.Clock.Now;
        var scheduled = ScheduleTable.Read(Msdb).ToHashSet();
        foreach (var gone in nextRuns.Keys.Where(key => !scheduled.Contains(key)).ToArray())
            nextRuns.Remove(gone);
        foreach (var added in scheduled.Where(key => !nextRuns.ContainsKey(key)))
            nextRuns.Add(added, added.Schedule.NextRun(now));
    }

    private void CheckRunning()
    {
        if (!IsRunning)
            throw Refused("SQLServerAgent is not currently running so it cannot be notified of this action.");
    }

    private static SqlServerException Refused(string why) => MessageCatalog.Error(22022, why);
}
