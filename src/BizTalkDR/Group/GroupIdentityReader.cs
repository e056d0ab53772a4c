using BizTalkDR.Databases;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>Asks the instance of a group's management database, or of its copy, which group that is.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class GroupIdentityReader(IInstanceConnector connector)
{
    /// <summary>
    /// The identity of a group as one side sees it; null where the side has no management database, or one whose family nothing tells.
    /// </summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public GroupIdentity? Read(Topology topology, BizTalkGroup group, CancellationToken cancellationToken = default)
    {
        var management = group.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Management);
        var instance = topology.Source.Concat(topology.Destination).FirstOrDefault(each => IsNamed(each, management?.Instance));
        return management is null || instance is null ? null : Read(instance, management.Name, cancellationToken);
    }

    /// <summary>The group of the management database of that name; null where the instance has none, or nothing tells its family.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public GroupIdentity? Read(InstanceReference instance, string managementDatabase, CancellationToken cancellationToken = default) =>
        new DatabaseIdentityReader(connector).Read(instance, managementDatabase, cancellationToken) is { } identity
            ? GroupIdentity.Of(identity)
            : null;

    private static bool IsNamed(InstanceReference instance, string? name) =>
        string.Equals(instance.Name, name, StringComparison.OrdinalIgnoreCase);
}
