using System.Globalization;
using System.Net;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>
/// Knows the instances of a topology by every name they go by, so that server names in the group's tables (aliases, <c>HOST,PORT</c>) can be
/// resolved. Each instance is asked its own name; one that does not answer keeps the names the topology gives it.
/// </summary>
public sealed class InstanceDirectory
{
    private InstanceDirectory(IReadOnlyList<InstanceIdentity> identities) => Identities = identities;

    /// <summary>What each instance said of itself, source side first.</summary>
    public IReadOnlyList<InstanceIdentity> Identities { get; }

    /// <summary>Makes a directory of identities that are known already.</summary>
    public static InstanceDirectory Of(IEnumerable<InstanceIdentity> identities) => new([.. identities]);

    /// <summary>Asks every instance of the topology, all at once.</summary>
    /// <exception cref="TopologyException">
    /// <c>SameInstance</c>: two of them are one instance, under two names. <c>OtherInstance</c>: one calls itself something else than the topology does.
    /// </exception>
    public static InstanceDirectory Ask(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken = default)
    {
        var asked = topology
            .Source.Select(instance => (instance, InstanceSide.Source))
            .Concat(topology.Destination.Select(instance => (instance, InstanceSide.Destination)));
        var identities = OwnThread.ForEach(
            asked,
            each => InstanceIdentityReader.Ask(connector, each.instance, each.Item2, cancellationToken),
            cancellationToken
        );
        RefuseTwins(identities, topology.FilePath);
        RefuseOthers(identities, topology.FilePath);
        return new InstanceDirectory(identities);
    }

    // What is done to one side would be done to the other.
    private static void RefuseTwins(IReadOnlyList<InstanceIdentity> identities, string? file)
    {
        for (var index = 0; index < identities.Count; index++)
        {
            var one = identities[index];
            if (identities.Skip(index + 1).FirstOrDefault(one.IsSame) is not { } twin)
                continue;
            throw new TopologyException(
                "SameInstance",
                $"{one.Instance} ({one.Side.ToString().ToLowerInvariant()}) and {twin.Instance} ({twin.Side.ToString().ToLowerInvariant()}) are one "
                    + $"instance: both call themselves {one.ServerName}, process {one.ProcessId}, running since {one.StartedAt:yyyy-MM-dd HH:mm:ss}.",
                "$"
            )
            {
                Server = twin.Instance.Name,
                Remedy =
                    "Name each instance once, by one address; other names of it go into its aliases. An alias, a DNS name or a listener may lead elsewhere than it seems.",
            }.InFile(file);
        }
    }

    // An address that leads elsewhere than its name says: what is meant for one server would be done to another.
    private static void RefuseOthers(IReadOnlyList<InstanceIdentity> identities, string? file)
    {
        foreach (var identity in identities.Where(identity => identity is { IsReachable: true, Instance.IsNamedByAddress: false }))
        {
            if (identity.ServerName is not { } own || IsCalled(identity.Instance, own))
                continue;
            var meant = identities.FirstOrDefault(other => other != identity && IsCalled(other.Instance, own));
            // The address may be the name that the server goes by, where no other instance has it.
            if (meant is null && IsNameOf(identity.Instance.Address, own))
                continue;
            throw new TopologyException(
                "OtherInstance",
                $"The topology calls it {identity.Instance}, at {identity.Instance.Address} answers a server that calls itself {own}"
                    + $"{(meant is null ? "" : $", which the topology calls {meant.Instance} ({meant.Side.ToString().ToLowerInvariant()})")}.",
                "$"
            )
            {
                Server = identity.Instance.Name,
                Remedy = meant is null
                    ? $"Correct the address. If {own} is the server that is meant, call it so in the topology, or add that name to its aliases."
                    : "Correct the addresses: one of them leads to the other's server.",
            }.InFile(file);
        }
    }

    private static bool IsCalled(InstanceReference instance, string serverName) =>
        instance.Aliases.Prepend(instance.Name).Any(name => IsNameOf(name, serverName));

    // HOST,PORT and host.domain are names of HOST; a port tells one instance of a host from another as its name does.
    private static bool IsNameOf(string name, string serverName)
    {
        var text = name.Trim();
        text = text.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? text.Substring(4) : text;
        var comma = text.LastIndexOf(',');
        var (given, own) = comma < 0 ? (text.Trim(), serverName.Trim()) : (text.Substring(0, comma).Trim(), Host(serverName.Trim()));
        return Same(given, own) || (!IPAddress.TryParse(Host(given), out _) && Same(Short(given), Short(own)));
    }

    private static string Host(string server) => server.Split('\\')[0];

    // The host without its domain, and the instance.
    private static string Short(string server)
    {
        var parts = server.Split(new[] { '\\' }, 2);
        var host = parts[0].Split('.')[0];
        return parts.Length == 1 ? host : $@"{host}\{parts[1]}";
    }

    /// <summary>The instance of that topology name.</summary>
    /// <exception cref="TopologyException">There is none.</exception>
    public InstanceIdentity Get(string instanceName) =>
        Identities.FirstOrDefault(identity => Same(identity.Instance.Name, instanceName))
        ?? throw new TopologyException("UnknownInstance", $"The topology has no instance '{instanceName}'.", "$") { Server = instanceName };

    /// <summary>
    /// The instance that a server name in the group's tables means, or null. Own names win over topology names and aliases, those over
    /// addresses; the given side wins over the other.
    /// </summary>
    public InstanceIdentity? Find(string serverName, InstanceSide side)
    {
        var ordered = Identities.OrderBy(identity => identity.Side == side ? 0 : 1).ToList();
        return ordered.FirstOrDefault(identity => Same(identity.ServerName, serverName))
            ?? ordered.FirstOrDefault(identity => NamesInTopology(identity.Instance).Any(name => Same(name, serverName)))
            ?? ordered.FirstOrDefault(identity => SameEndpoint(identity.Instance.Address, serverName));
    }

    private static IEnumerable<string> NamesInTopology(InstanceReference instance) =>
        instance.Aliases.Concat([instance.Name, instance.Address]);

    private static bool Same(string? left, string right) =>
        left is not null && string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);

    // "HOST , 1433" and "tcp:HOST,1433" and "HOST" are one endpoint.
    private static bool SameEndpoint(string left, string right)
    {
        var (leftHost, leftPort) = Endpoint(left);
        var (rightHost, rightPort) = Endpoint(right);
        return Same(leftHost, rightHost) && leftPort == rightPort;
    }

    private static (string Host, int Port) Endpoint(string address)
    {
        var text = address.Trim();
        if (text.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
            text = text.Substring(4);
        var comma = text.LastIndexOf(',');
        if (comma < 0)
            return (text, 1433);
        var isPort = int.TryParse(text.Substring(comma + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isPort ? (text.Substring(0, comma).Trim(), port) : (text, 1433);
    }
}
