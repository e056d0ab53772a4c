using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.SwitchMarks;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>Reads what there is before a failback changes anything: databases, production's layout and options, jobs, services.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="topology">The two sides.</param>
/// <param name="directory">What the instances say of themselves.</param>
/// <param name="coordinator">Reaches the services.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class FailbackRecorder(
    IInstanceConnector connector,
    Topology topology,
    InstanceDirectory directory,
    ServiceCoordinator coordinator,
    CancellationToken cancellationToken
)
{
    /// <summary>All of it.</summary>
    /// <param name="targets">The group's databases on the destination.</param>
    public FailbackRecord Read(IEnumerable<RestoreTarget> targets)
    {
        var databases = Databases(targets);
        var jobs = new AgentJobReader(connector);
        return new FailbackRecord
        {
            Databases = databases,
            Production = Production(databases),
            Conditions = Conditions(databases),
            BackupJobs = Notes(jobs.ReadBackupJobs(topology, directory, cancellationToken)),
            RestoreJobs = Notes(jobs.ReadRestoreJobs(topology, directory, cancellationToken)),
            Services = Services(),
        };
    }

    /// <summary>
    /// The record of an earlier run, with what production says now of the databases that are still there: until step 6 they are the former ones, and
    /// somebody may have changed them since.
    /// </summary>
    public FailbackRecord Refresh(FailbackRecord recorded)
    {
        var now = Production(recorded.Databases).Where(database => database.WasThere).ToDictionary(database => database.Key);
        return recorded with
        {
            Production = [.. recorded.Production.Select(before => now.TryGetValue(before.Key, out var after) ? after : before)],
        };
    }

    private IReadOnlyList<DatabaseCondition> Conditions(IReadOnlyList<FailbackDatabase> databases) =>
        new DatabaseConditionReader(connector).Read(
            topology,
            databases.SelectMany(database => new[] { database.SourceKey, database.DestinationKey }),
            cancellationToken
        );

    private IReadOnlyList<ProductionDatabase> Production(IReadOnlyList<FailbackDatabase> databases)
    {
        var reader = new ProductionReader(connector);
        return OwnThread.Collect(
            databases.GroupBy(database => database.Source, database => database.Name, StringComparer.OrdinalIgnoreCase),
            group => reader.Read(topology.Instance(group.Key), group, cancellationToken),
            cancellationToken
        );
    }

    private static IReadOnlyList<FailbackDatabase> Databases(IEnumerable<RestoreTarget> targets) =>
        [
            .. targets
                .Select(target => new FailbackDatabase(target.Database, target.Source.Server, target.Instance))
                .OrderBy(database => database.SourceKey),
        ];

    // What an earlier run has switched off belongs to what is switched on again at the end, whatever journal that run had.
    private static IReadOnlyList<JobNote> Notes(IReadOnlyList<AgentJob> jobs) =>
        [
            .. jobs.GroupBy(job => job.Instance, StringComparer.OrdinalIgnoreCase)
                .SelectMany(instance =>
                {
                    var wanted = instance.Where(job => job.IsEnabled || job.SwitchedOffBy is not null).ToList();
                    return wanted.Count > 0 ? wanted : instance.AsEnumerable();
                })
                .Select(Note),
        ];

    internal static JobNote Note(AgentJob job) =>
        new(job.Instance, job.JobId, job.Name, job.SwitchedOffBy, job.IsShared ? job.Group : null) { WasEnabled = job.IsEnabled };

    private IReadOnlyList<ServiceNote> Services()
    {
        var services = coordinator.GetServices(topology, cancellationToken);
        var marks = services.Count == 0 ? [] : new ServiceMarks(connector, topology).Read(cancellationToken);
        var noted = services
            .Select(service => (Service: service, StoppedBy: service.State == BtsServiceState.Running ? null : By(service)))
            .ToList();
        var wanted = noted.Where(each => each.Service.State == BtsServiceState.Running || each.StoppedBy is not null).ToList();
        return
        [
            .. (wanted.Count > 0 ? wanted : noted.Where(each => !each.Service.IsDisabled)).Select(each => new ServiceNote(
                each.Service.Computer,
                each.Service.Name,
                each.StoppedBy
            )),
        ];

        string? By(BtsService service) => ServiceMarks.Of(marks, service.Computer, service.Name)?.By;
    }
}
