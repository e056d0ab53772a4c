using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>Reads groups over SQL connections.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BizTalkGroupReader(IInstanceConnector connector)
{
    /// <summary>Reads the group from its management database (production must be up).</summary>
    /// <exception cref="Errors.InstanceConnectionException">The management database's instance can't be reached.</exception>
    /// <exception cref="Errors.GroupException">It is not a management database, or may not be read.</exception>
    public BizTalkGroup ReadSource(Topology topology, CancellationToken cancellationToken = default) =>
        new SourceGroup(connector, topology, InstanceDirectory.Ask(connector, topology, cancellationToken)).Read(cancellationToken);

    /// <summary>Reads the group's copies on the destination instances, from what the destinations know themselves (production may be down).</summary>
    /// <exception cref="Errors.InstanceConnectionException">A destination instance can't be reached.</exception>
    /// <exception cref="Errors.GroupException">No destination knows any database of the group.</exception>
    public BizTalkGroup ReadDestination(Topology topology, CancellationToken cancellationToken = default) =>
        ReadDestination(topology, InstanceDirectory.Ask(connector, topology, cancellationToken), cancellationToken);

    /// <summary>The same, with a directory that was asked already.</summary>
    internal BizTalkGroup ReadDestination(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken) =>
        new DestinationGroup(
            new DatabasePositionReader(connector),
            new BackupHistoryReader(connector),
            new CopyOwnership(connector, topology, directory, cancellationToken),
            new SharedSets(connector, topology, cancellationToken),
            topology,
            directory
        ).Read(cancellationToken);
}
