using BizTalkDR.Instances;
using BizTalkDR.Text;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.LogShipping.Sources;

/// <summary>
/// The rows of bts_LogShippingSource of one destination instance, and which of them are the group's: a destination may take the databases of
/// several groups, of a test beside production for example, and theirs are left alone.
/// </summary>
internal sealed class LogShippingSources
{
    private LogShippingSources(IReadOnlyList<LogShippingSource> all, IReadOnlyList<LogShippingSource> ours, bool isSure) =>
        (All, Ours, IsSure) = (all, ours, isSure);

    /// <summary>Every source of the instance.</summary>
    public IReadOnlyList<LogShippingSource> All { get; }

    /// <summary>The group's own; several where log shipping was set up for each source server by itself.</summary>
    public IReadOnlyList<LogShippingSource> Ours { get; }

    /// <summary>The sources of other groups.</summary>
    public IReadOnlyList<LogShippingSource> Others => [.. All.Except(Ours)];

    /// <summary>Whether the instances themselves have told that <see cref="Ours"/> are; else it is only that no other can be.</summary>
    public bool IsSure { get; }

    /// <summary>Reads them; none where log shipping is not set up.</summary>
    public static LogShippingSources Read(
        SqlConnection connection,
        Topology topology,
        InstanceDirectory directory,
        CancellationToken cancellationToken
    ) => Of(LogShippingTables.Sources(connection, cancellationToken), new GroupOwnership(topology, directory));

    /// <summary>Tells whose the sources are.</summary>
    public static LogShippingSources Of(IReadOnlyList<LogShippingSource> all, GroupOwnership owner)
    {
        if (!owner.IsKnown)
            return new LogShippingSources(all, all, isSure: false);
        var told = all.ToLookup(source => owner.IsManagement(source.ManagementServer, source.ManagementDatabase));
        if (told[true].Any())
            return new LogShippingSources(all, [.. told[true]], isSure: true);
        // While production is down nobody can resolve an alias. Of one group only, it can be no other's.
        var possible = told[null].ToList();
        var isOneGroup = possible.Select(source => source.ManagementServer?.ToUpperInvariant()).Distinct().Count() == 1;
        return new LogShippingSources(all, isOneGroup ? possible : [], isSure: false);
    }

    /// <summary>Whether a row that carries this SourceID is the group's; one without may be anybody's, and counts where there is no other group.</summary>
    public bool IsOurs(string? sourceId)
    {
        if (All.Count == 0 || (sourceId is null && Others.Count == 0))
            return true;
        return Ours.Any(source => source.SourceId is null ? All.Count == 1 : source.SourceId.SameAs(sourceId));
    }

    /// <summary>The sources that a job works for which is called with these texts: those it names, else all.</summary>
    public IReadOnlyList<LogShippingSource> ServedBy(IEnumerable<string> arguments)
    {
        var given = arguments.ToList();
        var named = All.Where(source => given.Exists(text => text.SameAs(source.SourceId) || text.SameAs(source.Description))).ToList();
        return named.Count > 0 ? named : All;
    }
}
