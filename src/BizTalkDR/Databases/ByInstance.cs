using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>Databases of several instances, asked about instance by instance, and all instances at once.</summary>
internal static class ByInstance
{
    /// <summary>What the instances tell of the databases, in groups, by instance.</summary>
    /// <param name="topology">Knows the instances by name.</param>
    /// <param name="databases">The databases.</param>
    /// <param name="read">Asks one instance about its databases.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static List<T> Read<T>(
        Topology topology,
        IEnumerable<DatabaseKey> databases,
        Func<InstanceReference, IReadOnlyList<string>, IEnumerable<T>> read,
        CancellationToken cancellationToken
    ) =>
        OwnThread.Collect(
            databases.Distinct().GroupBy(key => key.Server, key => key.Name, StringComparer.OrdinalIgnoreCase),
            instance => read(topology.Instance(instance.Key), [.. instance]),
            cancellationToken
        );
}
