using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>
/// Reads the group's copies on the destination side, without asking production: which databases belong to it is told by log shipping's
/// history, which copy is whose by SQL Server's record of the restores.
/// </summary>
internal sealed class DestinationGroup(
    DatabasePositionReader positions,
    BackupHistoryReader histories,
    CopyOwnership owner,
    SharedSets sets,
    Topology topology,
    InstanceDirectory directory
)
{
    private readonly List<string> warnings = [];

    public BizTalkGroup Read(CancellationToken cancellationToken)
    {
        var shipped = Shipped(cancellationToken);
        var copies = OwnThread
            .Collect(topology.Destination, instance => Copies(instance, cancellationToken), cancellationToken)
            .Where(copy => shipped.Count == 0 ? copy.CanContinue && MayBelong(copy) : Belongs(copy, shipped))
            .ToList();
        // Neither log shipping nor production names the group's databases.
        if (shipped.Count == 0 && !owner.IsToldByProduction)
            copies =
            [
                .. sets.OfGroup(
                    copies,
                    copy => IsManagement(SourceOf(copy, shipped)),
                    others =>
                        warnings.Add(
                            $"{string.Join(", ", others.Select(copy => copy.Key))} share no backup set with the copy of {topology.ManagementDatabase.Database}: they are not of its group."
                        )
                ),
            ];
        if (copies.Count == 0)
            throw Nothing(shipped);
        var databases = copies.Select(copy => Database(copy, shipped)).ToList();
        WarnOfMissing(shipped, databases);
        return new BizTalkGroup
        {
            Side = InstanceSide.Destination,
            Origin = shipped.Count > 0 ? GroupOrigin.LogShippingTables : GroupOrigin.RestoreHistory,
            Databases = [.. databases.OrderBy(database => DatabaseOrder.Rank(database.Role)).ThenBy(database => database.Key)],
            Warnings = warnings,
        };
    }

    private HashSet<DatabaseKey> Shipped(CancellationToken cancellationToken)
    {
        try
        {
            var history = histories.ReadLogShipping(topology, directory, cancellationToken: cancellationToken);
            warnings.AddRange(history.Warnings);
            return [.. history.CurrentDatabases()];
        }
        catch (BackupHistoryException exception)
        {
            warnings.Add(exception.Message);
            return [];
        }
    }

    private IReadOnlyList<DatabasePosition> Copies(BizTalkDR.Topologies.InstanceReference instance, CancellationToken cancellationToken)
    {
        if (directory.Get(instance.Name).Failure is { } failure)
            throw failure;
        return positions.ReadAll(instance, cancellationToken);
    }

    private bool Belongs(DatabasePosition copy, HashSet<DatabaseKey> shipped) =>
        SourceOf(copy, shipped) is { } source && shipped.Contains(source);

    // Nothing tells which databases the group has: what another group's tables claim is left to it.
    private bool MayBelong(DatabasePosition copy) => SourceOf(copy, []) is { } source && owner.MayBeOurs(copy, source);

    private DatabaseKey? SourceOf(DatabasePosition copy, HashSet<DatabaseKey> shipped)
    {
        if (copy.SourceDatabase is not { } recorded)
            return null;
        var resolved = recorded with { Server = directory.Find(recorded.Server, InstanceSide.Source)?.Instance.Name ?? recorded.Server };
        if (shipped.Count == 0 || shipped.Contains(resolved))
            return resolved;
        // The history may name the server by an alias that nobody can resolve while production is down.
        var sameName = shipped.Where(key => string.Equals(key.Name, recorded.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return sameName.Count == 1 && !IsOwn(recorded.Server) && !owner.IsOfOtherFamily(copy, sameName[0]) ? sameName[0] : resolved;
    }

    private bool IsOwn(string server) => directory.Find(server, InstanceSide.Destination)?.Side == InstanceSide.Destination;

    private BizTalkDatabase Database(DatabasePosition copy, HashSet<DatabaseKey> shipped)
    {
        var source = SourceOf(copy, shipped);
        var isManagement = IsManagement(source);
        return new BizTalkDatabase
        {
            Name = copy.Database,
            Server = directory.Get(copy.Instance).ServerName ?? copy.Instance,
            Instance = copy.Instance,
            Side = InstanceSide.Destination,
            Role = isManagement ? DatabaseRole.Management : DatabaseRoles.ByName(source?.Name ?? copy.Database),
            InBackupJob = true,
            State = copy.State,
            RecoveryModel = copy.RecoveryModel,
            SizeBytes = copy.Files.Sum(file => file.SizeBytes),
            SourceDatabase = source,
            FamilyGuid = DatabaseFamily.Of(copy),
            RecoveryFork = DatabaseFamily.ForkOf(copy),
        };
    }

    private bool IsManagement(DatabaseKey? source) =>
        string.Equals(source?.Name, topology.ManagementDatabase.Database, StringComparison.OrdinalIgnoreCase);

    private void WarnOfMissing(HashSet<DatabaseKey> shipped, List<BizTalkDatabase> databases)
    {
        var present = new HashSet<DatabaseKey>(
            databases.Where(each => each.SourceDatabase is not null).Select(each => each.SourceDatabase!.Value)
        );
        foreach (var missing in shipped.Where(key => !present.Contains(key)).OrderBy(key => key))
            warnings.Add($"{missing} is in the shipped history, but no destination instance has a copy of it.");
    }

    private GroupException Nothing(HashSet<DatabaseKey> shipped) =>
        new(
            "NoDestinationDatabases",
            $"No destination instance ({string.Join(", ", topology.Destination)}) has a copy of a database of the group"
                + (shipped.Count > 0 ? $"; log shipping knows {string.Join(", ", shipped.OrderBy(key => key))}." : ".")
                + string.Concat(warnings.Select(warning => " " + warning))
        )
        {
            Remedy = "Check the destination instances of the topology, and that log shipping has restored the databases there.",
            DocumentationUri = Documentation.LogShipping,
        };
}
