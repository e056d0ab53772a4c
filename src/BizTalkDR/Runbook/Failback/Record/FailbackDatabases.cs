using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>The group's databases with their two homes, where no journal names them: as the servers tell.</summary>
internal static class FailbackDatabases
{
    /// <summary>What the copies of the destination were restored from.</summary>
    /// <exception cref="BizTalkDRException">They can't be told.</exception>
    public static IReadOnlyList<FailbackDatabase> OfCopies(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        CancellationToken cancellation
    ) =>
        [
            .. new BizTalkGroupReader(connector)
                .ReadDestination(topology, directory, cancellation)
                .Databases.Where(copy => copy is { Instance: not null, SourceDatabase: not null })
                .Select(copy => (copy, Source: copy.SourceDatabase!.Value))
                .Select(each => new FailbackDatabase(
                    each.copy.Name,
                    directory.Find(each.Source.Server, InstanceSide.Source)?.Instance.Name ?? topology.ManagementDatabase.Instance,
                    each.copy.Instance!
                )),
        ];

    /// <summary>What production's management database lists and what the copies tell, as far as either can be asked; without a copy both homes are one.</summary>
    public static IReadOnlyList<FailbackDatabase> Ask(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        CancellationToken cancellation
    )
    {
        var copies = Try(() => OfCopies(connector, topology, directory, cancellation), cancellation);
        var listed = Try(
            () =>
                [
                    .. new SourceGroup(connector, topology, directory)
                        .Read(cancellation)
                        .Databases.Where(database => database is { InBackupJob: true, Instance: not null })
                        .Select(database => new FailbackDatabase(database.Name, database.Instance!, database.Instance!)),
                ],
            cancellation
        );
        return [.. copies, .. listed.Where(each => !copies.Any(copy => copy.SourceKey.Equals(each.SourceKey)))];
    }

    private static IReadOnlyList<FailbackDatabase> Try(Func<IReadOnlyList<FailbackDatabase>> read, CancellationToken cancellation)
    {
        try
        {
            return read();
        }
        catch (BizTalkDRException) when (!cancellation.IsCancellationRequested)
        {
            return [];
        }
    }
}
