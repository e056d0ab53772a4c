using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>Who asked for a run: the source numbers are those of xp_sqlagent_enum_jobs.</summary>
internal sealed record JobRequest(int Source, string By)
{
    internal static JobRequest OfSchedule(AgentSchedule schedule) => new(1, $"Schedule {schedule.Id} ({schedule.Name})");

    internal static JobRequest OfAgentStart(AgentSchedule schedule) => new(3, $"Start Sequence 0 (schedule {schedule.Name})");

    internal static JobRequest OfUser(string login) => new(4, $"User {login}");
}

/// <summary>A job's state as sp_help_job's current_execution_status numbers it.</summary>
internal enum JobState
{
    Executing = 1,
    WaitingForThread = 2,
    BetweenRetries = 3,
    Idle = 4,
    Suspended = 5,
    PerformingCompletionActions = 7,
}

/// <summary>One run of a job, from the request to the outcome row of its history.</summary>
internal sealed class JobRun(SqlAgent agent, Guid jobId, JobRequest request, int? firstStep) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly Lock latch = new();
    private readonly CancellationTokenSource stop = new();
    private string? stoppedBy;
    private SqlSession? stepSession;
    private DateTime? retriesAt;
    private bool isDisposed;

    internal Guid JobId => jobId;

    internal JobRequest Request => request;

    internal JobState State { get; private set; } = JobState.WaitingForThread;

    internal int CurrentStep { get; private set; }

    internal int CurrentRetry { get; private set; }

    /// <summary>When a step that waits for its next attempt, or rests in a WAITFOR, goes on, local time.</summary>
    internal DateTime? WakesAt => retriesAt ?? (stepSession?.RestsUntil is { } until ? Clock.ToLocal(until) : null);

    private SandboxClock Clock => agent.Instance.Host.Clock;

    internal void Stop(string by)
    {
        lock (latch)
        {
            if (isDisposed)
                return;
            stoppedBy = by;
            stop.Cancel();
        }
    }

    public void Dispose()
    {
        lock (latch)
        {
            isDisposed = true;
            stop.Dispose();
        }
    }

    internal void Execute()
    {
        using var session = agent.Instance.OpenInternalSession("SQLAgent - Job Manager", "msdb");
        var requested = Clock.Now;
        if (AgentJob.Read(session, jobId) is not { } job)
            return;
        if (agent.HoldsStarts)
        {
            JobRecords.Requested(session, agent.SessionId, job.Id, request, requested);
            while (agent.HoldsStarts && !stop.Token.WaitHandle.WaitOne(Poll)) { }
        }
        State = JobState.Executing;
        var started = Clock.Now;
        JobRecords.Started(session, agent.SessionId, job.Id, request, requested, started, agent.NextRunOf(job.Id)?.At);
        var (status, reason, last) = RunSteps(session, job);
        State = JobState.PerformingCompletionActions;
        JobRecords.Ended(session, agent, job, started, status, Describe(status, reason, last));
        if (job.DeleteLevel == 3 || job.DeleteLevel == (status == RunStatus.Succeeded ? 1 : 2))
            session.Perform("EXEC msdb.dbo.sp_delete_job @job_id = @id", ("@id", job.Id));
    }

    private (RunStatus Status, string? Reason, AgentJobStep? Last) RunSteps(SqlSession session, AgentJob job)
    {
        var next = firstStep ?? job.StartStep;
        AgentJobStep? last = null;
        while (true)
        {
            var step = job.Steps.FirstOrDefault(candidate => candidate.Id == next);
            if (step is null)
                return last is null
                    ? (RunStatus.Failed, $"Step {next} of the job does not exist.", null)
                    : (RunStatus.Failed, $"The job was requested to go to step {next}, which does not exist.", last);
            last = step;
            var status = RunStep(session, job, step);
            if (status == RunStatus.Canceled)
                return (status, null, last);
            var (action, target) =
                status == RunStatus.Succeeded ? (step.OnSuccessAction, step.OnSuccessStep) : (step.OnFailAction, step.OnFailStep);
            if (action is AgentJobStep.QuitWithSuccess or AgentJobStep.QuitWithFailure)
                return (action == AgentJobStep.QuitWithSuccess ? RunStatus.Succeeded : RunStatus.Failed, null, last);
            next = action == AgentJobStep.GoToNextStep ? step.Id + 1 : target;
        }
    }

    private RunStatus RunStep(SqlSession session, AgentJob job, AgentJobStep step)
    {
        CurrentStep = step.Id;
        for (CurrentRetry = 0; ; CurrentRetry++)
        {
            var started = Clock.Now;
            var outcome = stop.IsCancellationRequested
                ? new StepOutcome(RunStatus.Canceled, "The step was cancelled (stopped) as the result of a stop job request.")
                : JobStepRunner.Run(agent.Instance, job, step, begun => stepSession = begun, stop.Token);
            var isLast = outcome.Status != RunStatus.Failed || CurrentRetry >= step.RetryAttempts;
            if (!isLast)
                outcome = outcome with { Status = RunStatus.Retry };
            JobRecords.StepEnded(session, agent, job, step, started, outcome, CurrentRetry);
            if (isLast)
                return outcome.Status;
            if (!WaitForRetry(TimeSpan.FromMinutes(step.RetryInterval)))
                return RunStatus.Canceled;
        }
    }

    private bool WaitForRetry(TimeSpan interval)
    {
        State = JobState.BetweenRetries;
        retriesAt = Clock.Now + interval;
        while (Clock.Now < retriesAt && !stop.Token.WaitHandle.WaitOne(Poll)) { }
        retriesAt = null;
        State = JobState.Executing;
        return !stop.IsCancellationRequested;
    }

    private string Describe(RunStatus status, string? reason, AgentJobStep? last)
    {
        var outcome = status switch
        {
            RunStatus.Succeeded => "The job succeeded.",
            RunStatus.Canceled => $"The job was stopped prior to completion by {stoppedBy ?? "the SQLServerAgent service"}.",
            _ => "The job failed.",
        };
        var lastStep = last is null ? "" : $"  The last step to run was step {last.Id} ({last.Name}).";
        return $"{outcome}  The Job was invoked by {request.By}.{lastStep}{(reason is null ? "" : $"  {reason}")}";
    }
}
