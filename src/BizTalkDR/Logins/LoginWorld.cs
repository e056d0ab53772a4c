using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>The side that logins are carried to or compared with: its databases, whose group it is, and which logins belong where.</summary>
internal sealed record LoginWorld
{
    /// <summary>The group as that side sees it; null where it has none yet.</summary>
    public BizTalkGroup? Group { get; private init; }

    public required LoginPlacement Placement { get; init; }

    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <exception cref="BizTalkDRException"><c>LoginsOfAnotherGroup</c>: the side has another group's databases.</exception>
    /// <exception cref="GroupException">Nothing tells which instance takes which databases, and no map says it.</exception>
    public static LoginWorld Read(
        IInstanceConnector connector,
        Topology topology,
        LoginExport export,
        InstanceSide side,
        IReadOnlyDictionary<string, IReadOnlyList<string>> map,
        CancellationToken cancellationToken
    )
    {
        var group = ReadGroup(connector, topology, export, side, map, cancellationToken);
        var identities = Identities(connector, topology, group, cancellationToken);
        List<string> warnings = [];
        if (export.Group is { } ours && identities.Count > 0)
            RequireSame(ours, identities, topology);
        else
            warnings.Add(
                $"It could not be made sure that these logins are this group's: {(export.Group is null ? "they do not say whose they are" : "no instance of the topology has a management database yet")}."
            );
        return new LoginWorld
        {
            Group = group,
            Placement = new LoginPlacement(topology, side, group, export.Instances, map),
            Warnings = warnings,
        };
    }

    // Instances that are empty as yet can be given their logins beforehand.
    private static BizTalkGroup? ReadGroup(
        IInstanceConnector connector,
        Topology topology,
        LoginExport export,
        InstanceSide side,
        IReadOnlyDictionary<string, IReadOnlyList<string>> map,
        CancellationToken cancellationToken
    )
    {
        var reader = new BizTalkGroupReader(connector);
        try
        {
            return side == InstanceSide.Source
                ? reader.ReadSource(topology, cancellationToken)
                : reader.ReadDestination(topology, cancellationToken);
        }
        catch (BizTalkDRException error)
            when (side == InstanceSide.Source
                    ? error is GroupException or InstanceConnectionException && CanBeAsked(connector, topology, cancellationToken)
                    : error is GroupException or BackupHistoryException && IsTold(topology, export, map)
            )
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static bool IsTold(Topology topology, LoginExport export, IReadOnlyDictionary<string, IReadOnlyList<string>> map) =>
        topology.Destination.Count == 1 || export.Instances.All(instance => map.Keys.Any(instance.IsCalled));

    private static bool CanBeAsked(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var instance in topology.Source)
                connector.Open(instance, null, cancellationToken).Dispose();
            return true;
        }
        catch (InstanceConnectionException)
        {
            return false;
        }
    }

    private static List<GroupIdentity> Identities(
        IInstanceConnector connector,
        Topology topology,
        BizTalkGroup? group,
        CancellationToken cancellationToken
    )
    {
        var reader = new GroupIdentityReader(connector);
        var found = new List<GroupIdentity>();
        if (group is not null && reader.Read(topology, group, cancellationToken) is { } own)
            found.Add(own);
        if (topology.Source.FirstOrDefault(each => each.Name.SameAs(topology.ManagementDatabase.Instance)) is not { } management)
            return found;
        try
        {
            if (reader.Read(management, topology.ManagementDatabase.Database, cancellationToken) is { } source)
                found.Add(source);
        }
        catch (InstanceConnectionException)
        {
            // Production is down: then what the destination has tells it.
            cancellationToken.ThrowIfCancellationRequested();
        }
        return found;
    }

    private static void RequireSame(GroupIdentity ours, List<GroupIdentity> identities, Topology topology)
    {
        if (identities.FirstOrDefault(identity => !identity.IsSame(ours)) is not { } other)
            return;
        throw new BizTalkDRException(
            "LoginsOfAnotherGroup",
            ErrorKind.Configuration,
            $"These are the logins of the group {ours}; the topology {topology.GroupName} is that of the group {other}. Nothing was changed."
        )
        {
            Remedy = "Give the file of this group's logins, or the topology of theirs.",
        };
    }
}
