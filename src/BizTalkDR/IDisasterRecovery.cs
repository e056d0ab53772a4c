using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Group;
using BizTalkDR.Jobs;
using BizTalkDR.Logins;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR;

/// <summary>All that the engine does, for those who use it: the cmdlets, and the tests that put their own in its place.</summary>
public interface IDisasterRecovery
{
    /// <summary>The logins behind the group's databases.</summary>
    ILoginTransfer Logins { get; }

    /// <summary>The jobs of the group, taken along.</summary>
    IJobTransfer Jobs { get; }

    /// <summary>The databases of the group, as one side sees them.</summary>
    BizTalkGroup ReadGroup(Topology topology, InstanceSide side, CancellationToken cancellationToken);

    /// <summary>The backup history, from where the options say.</summary>
    BackupHistory ReadHistory(Topology topology, BackupHistoryOptions options, CancellationToken cancellationToken);

    /// <summary>All that a restore is planned from.</summary>
    RestoreSituation ReadSituation(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken);

    /// <summary>The SQL Server Agent jobs of an instance, and what each is to the group of the topology.</summary>
    IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken);

    /// <summary>Enables or disables the job and returns it as it is then.</summary>
    AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken);

    /// <summary>Waits until none of the jobs runs any more, and returns them as they are then.</summary>
    IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    );

    /// <summary>Takes and verifies full backups of databases.</summary>
    IReadOnlyList<DatabaseBackupResult> Back(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress> progress,
        CancellationToken cancellationToken
    );

    /// <summary>Drops databases and their files.</summary>
    IReadOnlyList<DatabaseRemovalResult> Remove(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    );

    /// <summary>Compares the marks that databases stand at.</summary>
    DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark,
        CancellationToken cancellationToken
    );

    /// <summary>What has changed since a plan was made.</summary>
    PlanCheck CheckPlan(Topology topology, RestorePlan plan, CancellationToken cancellationToken);

    /// <summary>Runs a restore plan.</summary>
    RestoreOutcome Restore(
        Topology topology,
        RestorePlan plan,
        RestoreRunOptions options,
        IRestoreObserver observer,
        CancellationToken cancellationToken
    );

    /// <summary>Makes sure that no run is going on for the group, as far as its instances can be asked.</summary>
    /// <exception cref="Errors.OperatorLockException">One is; the error says whose.</exception>
    void RequireNoOperator(Topology topology, CancellationToken cancellationToken);

    /// <summary>
    /// Services with the marks of those that a run or a cmdlet has stopped; the marks are kept in msdb of the management database's instance.
    /// </summary>
    IReadOnlyList<BtsService> WithMarks(Topology topology, IReadOnlyList<BtsService> services, CancellationToken cancellationToken);

    /// <summary>Marks a service that is about to be stopped by hand.</summary>
    void MarkStopped(Topology topology, BtsService service, CancellationToken cancellationToken);

    /// <summary>Takes the mark of a service away that runs again.</summary>
    void MarkStarted(Topology topology, BtsService service, CancellationToken cancellationToken);

    /// <summary>Tests whether the group could be recovered today.</summary>
    IReadOnlyList<ReadinessResult> TestReadiness(
        Topology topology,
        ReadinessOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    );

    /// <summary>How far log shipping is on each destination instance.</summary>
    IReadOnlyList<LogShippingStatus> ReadLogShipping(Topology topology, CancellationToken cancellationToken);

    /// <summary>Carries out the documented failback; the results come as the steps end.</summary>
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

    /// <summary>Plans a failback: what it would do, and what it would cost. Changes nothing.</summary>
    FailbackPlan PlanFailback(
        Topology topology,
        FailbackOptions options,
        IServiceController services,
        RunbookOptions runbook,
        CancellationToken cancellationToken
    );

    /// <summary>Gives a failback up: what it has switched off is switched on again, and proven.</summary>
    UndoOutcome Undo(
        Topology topology,
        UndoOptions options,
        IJournal journal,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    );

    /// <summary>The same for a failback whose journal is lost, by the marks that it has left on jobs and services.</summary>
    UndoOutcome UndoByMarks(
        Topology topology,
        UndoOptions options,
        Guid? run,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    );

    /// <summary>What there is to go by when the journal of a failback can't be trusted. Changes nothing.</summary>
    FailbackSurvey Survey(Topology topology, IServiceController services, string journalPath, CancellationToken cancellationToken);
}
