using BizTalkDR.Agent;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Disabling, enabling and waiting for SQL Server Agent jobs: steps 1, 2, 3, 11 and 12.</summary>
/// <param name="context">The failback.</param>
/// <param name="jobs">The jobs that are switched, as they were recorded.</param>
/// <param name="side">Whose jobs are waited for: all of the group's there, those too that were disabled before and that somebody has started by hand.</param>
internal sealed class JobActions(FailbackContext context, IReadOnlyList<JobNote> jobs, InstanceSide side)
{
    private IReadOnlyList<JobNote>? all;

    private readonly AgentJobControl control = new(context.Connector, context.Topology, context.Options.PollInterval);

    public IReadOnlyList<StepAction> PlanChanges(bool enable) => [.. jobs.Select(job => Change(job, enable))];

    public IReadOnlyList<StepAction> PlanWaits() => [.. All().Select(Wait)];

    public StepCheck CheckAll(bool areEnabled) =>
        Read(jobs).All(job => job.IsEnabled == areEnabled) && (areEnabled || !Read(All()).Any(job => job.IsBusy))
            ? StepCheck.Done($"All {jobs.Count} jobs are {(areEnabled ? "enabled" : "disabled and not running")} already.")
            : StepCheck.Ready;

    public StepProof ProveAll(bool areEnabled)
    {
        var now = Read(jobs);
        var unmarked = now.Where(job =>
                !job.IsEnabled && job.SwitchedOffBy is null && jobs.Any(noted => noted.JobId == job.JobId && noted.WasEnabled == true)
            )
            .Select(job =>
                $"Job '{job.Name}' on {job.Instance} carries no mark of this run, as msdb there refused one: that it is to be enabled again, only the journal tells."
            );
        var wrong = now.Where(job => job.IsEnabled != areEnabled)
            .Concat(areEnabled ? [] : Read(All()).Where(job => job.IsBusy))
            .Select(job =>
                $"Job '{job.Name}' on {job.Instance} is {(job.IsEnabled ? "enabled" : "disabled")}{(job.IsBusy ? " and running" : "")}."
            )
            .Distinct();
        return StepProof.Of(
            wrong,
            [
                $"{jobs.Count} {(jobs.Count == 1 ? "job is" : "jobs are")} {(areEnabled ? "enabled" : "disabled, none is running")}: {string.Join(", ", jobs.Select(job => $"'{job.Name}' on {job.Instance}"))}.",
                .. unmarked,
            ]
        );
    }

    public StepProof ProveCompleted() =>
        StepProof.Of(
            Read(All()).Where(job => job.IsBusy && !job.IsEnabled).Select(job => $"Job '{job.Name}' on {job.Instance} is running."),
            $"{All().Count} restore jobs have completed."
        );

    public void SetAll(StepScope scope, bool enable)
    {
        foreach (var job in jobs)
            scope.DoIfNeeded(Change(job, enable), () => control.SetEnabled(AsJob(job), enable, context.RunName, scope.Cancellation));
    }

    public void WaitForAll(StepScope scope)
    {
        foreach (var job in All())
            scope.Do(Wait(job), () => control.WaitUntilIdle([AsJob(job)], context.Options.JobTimeout, null, scope.Cancellation));
    }

    private static StepAction Change(JobNote job, bool enable) =>
        new(
            job.Instance,
            null,
            $"{(enable ? "Enable" : "Disable")} job '{job.Name}'"
                + (enable && job.SwitchedOffBy is { } by ? $", which {by} has switched off" : "")
                + (job.SharedWith is { } groups ? $", which works for {groups}" : "")
        )
        {
            Act = enable ? StepAct.EnableJob : StepAct.DisableJob,
            Switches = new Switch($"job '{job.Name}'", job.JobId.ToString(), enable),
        };

    private static StepAction Wait(JobNote job) =>
        new(job.Instance, null, $"Wait until job '{job.Name}' is not running") { Act = StepAct.WaitForJob, Subject = job.JobId.ToString() };

    private IReadOnlyList<AgentJob> Read(IEnumerable<JobNote> notes) =>
        [.. notes.Select(job => control.Refresh(AsJob(job), context.Cancellation))];

    private IReadOnlyList<JobNote> All() =>
        all ??= [
            .. jobs,
            .. context.ReadJobs(side).Where(job => !jobs.Any(noted => noted.JobId == job.JobId)).Select(FailbackRecorder.Note),
        ];

    private static AgentJob AsJob(JobNote job) =>
        new()
        {
            Instance = job.Instance,
            JobId = job.JobId,
            Name = job.Name,
        };
}
