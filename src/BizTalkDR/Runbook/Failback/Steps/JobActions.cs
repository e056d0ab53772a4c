using BizTalkDR.Agent;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Disabling, enabling and waiting for SQL Server Agent jobs: steps 1, 2, 3, 11 and 12.</summary>
/// <param name="context">The failback.</param>
/// <param name="jobs">The jobs, as they were recorded.</param>
internal sealed class JobActions(FailbackContext context, IReadOnlyList<JobNote> jobs)
{
    private readonly AgentJobControl control = new(context.Connector, context.Topology, context.Options.PollInterval);

    public IReadOnlyList<StepAction> PlanChanges(bool enable) => [.. jobs.Select(job => Change(job, enable))];

    public IReadOnlyList<StepAction> PlanWaits() => [.. jobs.Select(Wait)];

    public StepCheck CheckAll(bool areEnabled) =>
        Read().All(job => job.IsEnabled == areEnabled && (areEnabled || !job.IsRunning))
            ? StepCheck.Done($"All {jobs.Count} jobs are {(areEnabled ? "enabled" : "disabled and not running")} already.")
            : StepCheck.Ready;

    public StepProof ProveAll(bool areEnabled)
    {
        var wrong = Read().Where(job => job.IsEnabled != areEnabled || (!areEnabled && job.IsRunning));
        return StepProof.Of(
            wrong.Select(job =>
                $"Job '{job.Name}' on {job.Instance} is {(job.IsEnabled ? "enabled" : "disabled")}{(job.IsRunning ? " and running" : "")}."
            ),
            $"{jobs.Count} {(jobs.Count == 1 ? "job is" : "jobs are")} {(areEnabled ? "enabled" : "disabled, none is running")}: {string.Join(", ", jobs.Select(job => $"'{job.Name}' on {job.Instance}"))}."
        );
    }

    public StepProof ProveCompleted() =>
        StepProof.Of(
            Read().Where(job => job.IsRunning && !job.IsEnabled).Select(job => $"Job '{job.Name}' on {job.Instance} is running."),
            $"{jobs.Count} restore jobs have completed."
        );

    public void SetAll(StepScope scope, bool enable)
    {
        foreach (var job in jobs)
            scope.Do(Change(job, enable), () => control.SetEnabled(AsJob(job), enable, scope.Cancellation));
    }

    public void WaitForAll(StepScope scope)
    {
        foreach (var job in jobs)
            scope.Do(Wait(job), () => control.WaitUntilIdle([AsJob(job)], context.Options.JobTimeout, null, scope.Cancellation));
    }

    private static StepAction Change(JobNote job, bool enable) =>
        new(job.Instance, null, $"{(enable ? "Enable" : "Disable")} job '{job.Name}'")
        {
            Switches = new Switch($"job '{job.Name}'", job.JobId.ToString(), enable),
        };

    private static StepAction Wait(JobNote job) => new(job.Instance, null, $"Wait until job '{job.Name}' is not running");

    private IReadOnlyList<AgentJob> Read() => [.. jobs.Select(job => control.Refresh(AsJob(job), context.Cancellation))];

    private static AgentJob AsJob(JobNote job) =>
        new()
        {
            Instance = job.Instance,
            JobId = job.JobId,
            Name = job.Name,
        };
}
