using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Group;
using BizTalkDR.Readiness;
using BizTalkDR.Readiness.LogShipping;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Connection;

/// <summary>The engine as the cmdlets see it; tests put their own in its place.</summary>
internal interface IEngine
{
    BizTalkGroup ReadGroup(Topology topology, InstanceSide side, CancellationToken cancellationToken);

    BackupHistory ReadHistory(Topology topology, BackupHistoryOptions options, CancellationToken cancellationToken);

    RestoreSituation ReadSituation(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken);

    IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken);

    /// <summary>Enables or disables the job and returns it as it is then.</summary>
    AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken);

    IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    );

    IReadOnlyList<DatabaseBackupResult> Back(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress> progress,
        CancellationToken cancellationToken
    );

    IReadOnlyList<DatabaseRemovalResult> Remove(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    );

    DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark,
        CancellationToken cancellationToken
    );

    /// <summary>What has changed since a plan was made.</summary>
    PlanCheck CheckPlan(Topology topology, RestorePlan plan, CancellationToken cancellationToken);

    RestoreOutcome Restore(
        Topology topology,
        RestorePlan plan,
        RestoreRunOptions options,
        IRestoreObserver observer,
        CancellationToken cancellationToken
    );

    IReadOnlyList<ReadinessResult> TestReadiness(
        Topology topology,
        ReadinessOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    );

    IReadOnlyList<LogShippingStatus> ReadLogShipping(Topology topology, CancellationToken cancellationToken);

    IEnumerable<StepResult> Failback(
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        IServiceController services,
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken
    );
}
