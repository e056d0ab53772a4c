using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Jobs;
using BizTalkDR.Logins;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness;
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
using BizTalkDR.Sql;
using BizTalkDR.SwitchMarks;
using BizTalkDR.Topologies;

namespace BizTalkDR;

/// <summary>The engine over SQL Server.</summary>
/// <param name="connector">Logs in to the instances.</param>
public sealed class DisasterRecovery(IInstanceConnector connector) : IDisasterRecovery
{
    private Topology? known;

    /// <summary>The engine for those who log in with these credentials.</summary>
    public static IDisasterRecovery Create(ICredentialSource credentials) => new DisasterRecovery(new InstanceConnector(credentials));

    /// <summary>For completion: gives up soon when an instance does not answer.</summary>
    public static IDisasterRecovery CreateQuick(ICredentialSource credentials) =>
        new DisasterRecovery(new InstanceConnector(credentials, TimeSpan.FromSeconds(2))) { isQuick = true };

    private bool isQuick;

    /// <inheritdoc/>
    public ILoginTransfer Logins => new LoginTransfer(connector, Checked);

    /// <inheritdoc/>
    public IJobTransfer Jobs => new JobTransfer(connector, Checked);

    /// <summary>
    /// The topology, once the instances have told that none of them is there under two names: what is meant for one side would be done to the other.
    /// What reads the directory of the instances is told by that.
    /// </summary>
    private Topology Checked(Topology topology, CancellationToken cancellationToken)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        if (!isQuick && IsToBeAsked(topology) && !topology.Equals(known))
            InstanceDirectory.Ask(connector, topology, cancellationToken);
        return known = topology;
    }

    // One instance that is named by its address alone is whoever answers there.
    private static bool IsToBeAsked(Topology topology) =>
        topology.Source.Concat(topology.Destination).ToList() is { Count: > 0 } instances
        && (instances.Count > 1 || !instances[0].IsNamedByAddress);

    /// <inheritdoc/>
    public BizTalkGroup ReadGroup(Topology topology, InstanceSide side, CancellationToken cancellationToken)
    {
        var reader = new BizTalkGroupReader(connector);
        return side == InstanceSide.Source
            ? reader.ReadSource(topology, cancellationToken)
            : reader.ReadDestination(topology, cancellationToken);
    }

    /// <inheritdoc/>
    public BackupHistory ReadHistory(Topology topology, BackupHistoryOptions options, CancellationToken cancellationToken)
    {
        var directory = options.NeedsNoInstance
            ? UnaskedDirectory.Of(topology)
            : InstanceDirectory.Ask(connector, topology, cancellationToken);
        return new BackupHistoryReader(connector).Read(topology, directory, options, cancellationToken);
    }

    /// <inheritdoc/>
    public RestoreSituation ReadSituation(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken) =>
        new RestoreSituationReader(connector).Read(topology, options, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken) =>
        new AgentJobReader(connector).Read(Checked(topology, cancellationToken), topology.Instance(instance), cancellationToken);

    /// <inheritdoc/>
    public AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken)
    {
        // A job may be piped in that was read with another topology, or long ago: what it is now decides.
        new AgentJobReader(connector).Require(Checked(topology, cancellationToken), job, cancellationToken);
        var control = new AgentJobControl(connector, topology);
        return Alone(
            topology,
            [job.Instance],
            () =>
            {
                var changed = control.SetEnabled(
                    job,
                    enable,
                    job.Kind == JobKind.Backup ? "Disable-BtsBackupJob" : "Disable-BtsRestoreJob",
                    cancellationToken
                );
                return control.Refresh(job, cancellationToken) with { Changed = changed };
            },
            cancellationToken
        );
    }

    // A run holds the lock on every instance of its topology: from another session nothing of the group is changed meanwhile.
    private T Alone<T>(Topology topology, IEnumerable<string> instances, Func<T> act, CancellationToken cancellationToken) =>
        OperatorLock.While(
            connector,
            instances.Distinct(StringComparer.OrdinalIgnoreCase).Select(topology.Instance),
            act,
            cancellationToken
        );

    /// <inheritdoc/>
    public IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    ) =>
        [
            .. new AgentJobControl(connector, Checked(topology, cancellationToken))
                .WaitUntilIdle(jobs, timeout, onWaiting, cancellationToken)
                .Select(job => job with { Changed = false }),
        ];

    /// <inheritdoc/>
    public IReadOnlyList<DatabaseBackupResult> Back(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress> progress,
        CancellationToken cancellationToken
    ) =>
        Alone(
            Checked(topology, cancellationToken),
            databases.Select(database => database.Server),
            () => new DatabaseSetBackup(connector).Back(topology, databases, options, progress, cancellationToken: cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public IReadOnlyList<DatabaseRemovalResult> Remove(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    ) =>
        Alone(
            Checked(topology, cancellationToken),
            databases.Select(database => database.Server),
            () => new DatabaseSetRemover(connector).Remove(topology, databases, options, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark,
        CancellationToken cancellationToken
    ) => new DatabaseSetVerifier(connector).Verify(Checked(topology, cancellationToken), databases, expectedMark, cancellationToken);

    /// <inheritdoc/>
    public PlanCheck CheckPlan(Topology topology, RestorePlan plan, CancellationToken cancellationToken) =>
        new PlanChecker(connector).Check(plan, Checked(topology, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public RestoreOutcome Restore(
        Topology topology,
        RestorePlan plan,
        RestoreRunOptions options,
        IRestoreObserver observer,
        CancellationToken cancellationToken
    ) =>
        Alone(
            Checked(topology, cancellationToken),
            (plan ?? throw new ArgumentNullException(nameof(plan))).Databases.Select(database => database.Target.Instance),
            () => new RestoreRunner(connector).Run(plan, topology, options, observer, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public void RequireNoOperator(Topology topology, CancellationToken cancellationToken)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        foreach (var instance in topology.Source.Concat(topology.Destination))
        {
            try
            {
                OperatorLock.Acquire(connector, instance, cancellationToken).Dispose();
            }
            catch (InstanceConnectionException)
            {
                // One that can't be asked keeps no service from being started: a run that is going on holds the others too.
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BtsService> WithMarks(Topology topology, IReadOnlyList<BtsService> services, CancellationToken cancellationToken)
    {
        var marks = new ServiceMarks(connector, topology).Read(cancellationToken);
        // A mark of one that somebody has started since says nothing any more.
        return
        [
            .. services.Select(service =>
                service.State != BtsServiceState.Running && ServiceMarks.Of(marks, service.Computer, service.Name) is { } mark
                    ? service with
                    {
                        SwitchedOffBy = mark.By,
                        SwitchedOffAt = mark.AtUtc,
                    }
                    : service
            ),
        ];
    }

    /// <inheritdoc/>
    public void MarkStopped(Topology topology, BtsService service, CancellationToken cancellationToken) =>
        new ServiceMarks(connector, topology).Add(service.Computer, service.Name, "Stop-BtsService", cancellationToken);

    /// <inheritdoc/>
    public void MarkStarted(Topology topology, BtsService service, CancellationToken cancellationToken) =>
        new ServiceMarks(connector, topology).Remove(service.Computer, service.Name, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<ReadinessResult> TestReadiness(
        Topology topology,
        ReadinessOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    ) => new DisasterRecoveryTest(connector).Run(topology, options, progress, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<LogShippingStatus> ReadLogShipping(Topology topology, CancellationToken cancellationToken) =>
        new LogShippingStatusReader(connector).Read(topology, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<StepResult> Failback(
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        IServiceController services,
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken
    ) => new FailbackRun(connector, services, topology, options, journal).Run(runbook, watcher, confirm, cancellationToken);

    /// <inheritdoc/>
    public FailbackPlan PlanFailback(
        Topology topology,
        FailbackOptions options,
        IServiceController services,
        RunbookOptions runbook,
        CancellationToken cancellationToken
    ) => new FailbackPlanner(connector, services, topology, options).Make(runbook, cancellationToken);

    /// <inheritdoc/>
    public UndoOutcome Undo(
        Topology topology,
        UndoOptions options,
        IJournal journal,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    ) => new FailbackUndo(connector, services, topology, options, journal).Run(confirm, cancellationToken);

    /// <inheritdoc/>
    public UndoOutcome UndoByMarks(
        Topology topology,
        UndoOptions options,
        Guid? run,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    ) => FailbackUndo.RunByMarks(connector, services, topology, options, run, confirm, cancellationToken);

    /// <inheritdoc/>
    public FailbackSurvey Survey(Topology topology, IServiceController services, string journalPath, CancellationToken cancellationToken) =>
        FailbackSurvey.Of(connector, services, topology, journalPath, cancellationToken);
}
