using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Group;
using BizTalkDR.Restore;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Services;
using BizTalkDR.Sql;

namespace BizTalkDR.PowerShell.Connection;

/// <summary>The engine over SQL Server.</summary>
/// <param name="connector">Logs in to the instances.</param>
internal sealed class SqlServerEngine(IInstanceConnector connector) : IEngine
{
    public static IEngine Create(ICredentialSource credentials) => new SqlServerEngine(new InstanceConnector(credentials));

    /// <summary>For completion: gives up soon when an instance does not answer.</summary>
    public static IEngine CreateQuick(ICredentialSource credentials) =>
        new SqlServerEngine(new InstanceConnector(credentials, TimeSpan.FromSeconds(2)));

    public BizTalkGroup ReadGroup(Topology topology, InstanceSide side, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public BackupHistory ReadHistory(Topology topology, CancellationToken cancellationToken) => throw new NotImplementedException();

    public RestoreSituation ReadSituation(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken) =>
        new AgentJobReader(connector).Read(topology.Instance(instance), cancellationToken);

    public AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken)
    {
        var control = new AgentJobControl(connector, topology);
        control.SetEnabled(job, enable, cancellationToken);
        return control.Refresh(job, cancellationToken);
    }

    public IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    ) => new AgentJobControl(connector, topology).WaitUntilIdle(jobs, timeout, onWaiting, cancellationToken);

    public Task<IReadOnlyList<DatabaseBackupResult>> BackupAsync(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress> progress,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();

    public Task<IReadOnlyList<DatabaseRemovalResult>> RemoveAsync(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();

    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();

    public Task<RestoreOutcome> RestoreAsync(
        Topology topology,
        RestorePlan plan,
        RestoreRunOptions options,
        IRestoreObserver observer,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();

    public IEnumerable<StepResult> Failback(
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        IServiceController services,
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep<FailbackContext>, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();
}
