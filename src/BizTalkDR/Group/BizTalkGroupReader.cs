using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>Reads groups over SQL connections.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BizTalkGroupReader(IInstanceConnector connector) : IBizTalkGroupReader
{
    /// <inheritdoc/>
    public BizTalkGroup ReadSource(Topology topology, CancellationToken cancellationToken = default) =>
        new SourceGroup(connector, topology, InstanceDirectory.Ask(connector, topology, cancellationToken)).Read(cancellationToken);

    /// <inheritdoc/>
    public BizTalkGroup ReadDestination(Topology topology, CancellationToken cancellationToken = default) =>
        ReadDestination(topology, InstanceDirectory.Ask(connector, topology, cancellationToken), cancellationToken);

    /// <summary>The same, with a directory that was asked already.</summary>
    internal BizTalkGroup ReadDestination(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken) =>
        new DestinationGroup(new DatabasePositionReader(connector), new BackupHistoryReader(connector), topology, directory).Read(
            cancellationToken
        );
}
