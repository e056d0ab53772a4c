using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>
/// Tells which copies of a destination instance are another group's, where names alone would take them for this one's: a database that log shipping
/// takes for another group, one that production does not back up, one of another family.
/// </summary>
internal sealed class CopyOwnership(
    IInstanceConnector connector,
    Topology topology,
    InstanceDirectory directory,
    CancellationToken cancellationToken
)
{
    private readonly Dictionary<string, (HashSet<string> Ours, HashSet<string> Others)> shipped = new(StringComparer.OrdinalIgnoreCase);
    private readonly DatabaseIdentityReader identities = new(connector);
    private HashSet<DatabaseKey>? backedUp;
    private bool wasAsked;

    /// <summary>Whether production has told which databases the group has.</summary>
    public bool IsToldByProduction => BackedUp() is not null;

    /// <summary>
    /// Whether a copy that no history names may be this group's: it came from one of the topology's sources, log shipping does not take it for another
    /// group, and production, where it answers, backs it up.
    /// </summary>
    /// <param name="copy">The copy.</param>
    /// <param name="source">The database it came from.</param>
    public bool MayBeOurs(DatabasePosition copy, DatabaseKey source)
    {
        if (directory.Find(source.Server, InstanceSide.Source) is { Side: InstanceSide.Destination })
            return false;
        var (ours, others) = Shipped(copy.Instance);
        if (ours.Count > 0 ? !ours.Contains(copy.Database) : others.Contains(copy.Database))
            return false;
        return BackedUp() is not { } databases || databases.Contains(source);
    }

    /// <summary>
    /// Whether a copy is of another family than the database of the group whose name it has. False where one of the two can't be asked.
    /// </summary>
    public bool IsOfOtherFamily(DatabasePosition copy, DatabaseKey source)
    {
        if (directory.Find(source.Server, InstanceSide.Source) is not { Side: InstanceSide.Source, IsReachable: true } home)
            return false;
        try
        {
            var live = identities.Read(home.Instance, source.Name, cancellationToken)?.FamilyGuid;
            var copied = identities.Read(topology.Instance(copy.Instance), copy.Database, cancellationToken)?.FamilyGuid;
            return live is not null && copied is not null && live != copied;
        }
        catch (BizTalkDRException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private (HashSet<string> Ours, HashSet<string> Others) Shipped(string instance)
    {
        if (shipped.TryGetValue(instance, out var known))
            return known;
        using var connection = connector.Open(topology.Instance(instance), null, cancellationToken);
        var sources = LogShippingSources.Read(connection, topology, directory, cancellationToken);
        var databases = LogShippingTables.Databases(connection, cancellationToken);
        HashSet<string> Of(IEnumerable<LogShippingSource> some) =>
            new(
                some.Where(source => source.SourceId is not null).SelectMany(source => databases[source.SourceId]),
                StringComparer.OrdinalIgnoreCase
            );
        return shipped[instance] = (Of(sources.Ours), Of(sources.Others));
    }

    private HashSet<DatabaseKey>? BackedUp()
    {
        if (wasAsked)
            return backedUp;
        wasAsked = true;
        try
        {
            var group = new SourceGroup(connector, topology, directory).Read(cancellationToken);
            backedUp = [.. group.Databases.Where(database => database.InBackupJob).Select(database => database.Key)];
        }
        catch (BizTalkDRException)
        {
            // Production is down: the destination's own tables are all there is.
            cancellationToken.ThrowIfCancellationRequested();
        }
        return backedUp;
    }
}
