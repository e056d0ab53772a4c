using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Saved;

/// <summary>Reads the world of a plan anew.</summary>
internal sealed class PlanWorldReader(IInstanceConnector connector, Topology topology)
{
    // How many files an instance reads at once.
    private const int Throttle = 4;

    public PlanWorld Read(RestorePlan plan, CancellationToken cancellationToken)
    {
        var databases = plan.Databases.GroupBy(database => database.Target.Instance, StringComparer.OrdinalIgnoreCase).ToList();
        var identities = OwnThread.ForEach(
            databases,
            instance => Identity(topology.Instance(instance.Key), cancellationToken),
            cancellationToken
        );
        var positions = new DatabasePositionReader(connector).Read(
            topology,
            databases.SelectMany(instance => instance).Select(database => database.Target.Key),
            cancellationToken
        );
        var paths = PlannedFile.Of(plan.Databases).ToLookup(file => file.Instance, file => file.Path, StringComparer.OrdinalIgnoreCase);
        var restoring = identities.Where(identity => paths.Contains(identity.Instance.Name));
        return new PlanWorld
        {
            Instances = identities,
            Positions = positions,
            MarkLogs = MarkLogs(plan, positions, cancellationToken),
            Backups = OwnThread
                .Collect(databases, instance => Backups(instance, cancellationToken), cancellationToken)
                .ToDictionary(pair => pair.Key, pair => pair.Value),
            Storage = new InstanceStorageReader(connector).ReadAll(restoring, paths, cancellationToken),
        };
    }

    private Dictionary<DatabaseKey, MarkLogReading> MarkLogs(
        RestorePlan plan,
        IReadOnlyList<DatabasePosition> positions,
        CancellationToken cancellationToken
    )
    {
        var recovered = new HashSet<DatabaseKey>(
            plan.Databases.Where(database => database.Start == DatabaseStart.Recovered).Select(database => database.Target.Key)
        );
        return plan.Mark?.Identity is not { } mark
            ? []
            : positions
                .Where(position => position.State == DatabaseState.Online && recovered.Contains(position.Key))
                .ToDictionary(
                    position => position.Key,
                    position => MarkReader.Read(connector, topology.Instance(position.Instance), position, mark, cancellationToken)
                );
    }

    private InstanceIdentity Identity(InstanceReference instance, CancellationToken cancellationToken)
    {
        var identity = InstanceIdentityReader.Ask(connector, instance, topology.SideOf(instance.Name), cancellationToken);
        return identity.Failure is { } failure ? throw failure : identity;
    }

    private IEnumerable<KeyValuePair<(string, string, int), BackupFile>> Backups(
        IGrouping<string, DatabasePlan> instance,
        CancellationToken cancellationToken
    )
    {
        var files = instance
            .SelectMany(database => database.Actions)
            .Select(action => action.Backup)
            .OfType<BackupFile>()
            .GroupBy(file => (instance.Key, file.Path, file.Position))
            .ToList();
        var unread = files.Select(same => Unread(same.First())).ToList();
        // Keys are databases, not files: whoever they belong to, this instance reads them.
        var readers = unread.Select(file => file.Database).Distinct().ToDictionary(key => key, _ => topology.Instance(instance.Key));
        var read = new BackupHistoryReader(connector).WithHeaders(
            new BackupHistory { OtherBackups = unread },
            readers,
            Throttle,
            cancellationToken
        );
        return files.Zip(read.OtherBackups, (same, file) => new KeyValuePair<(string, string, int), BackupFile>(same.Key, file));
    }

    private static BackupFile Unread(BackupFile file) =>
        new()
        {
            Database = file.Database,
            ServerName = file.ServerName,
            Type = file.Type,
            Paths = file.Paths,
            Position = file.Position,
        };
}
