using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Readiness.Facts;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.LogShipping;

/// <summary>Reads how far log shipping is on every destination instance. An instance that does not answer becomes a status that says so.</summary>
/// <param name="connector">Opens connections.</param>
public sealed class LogShippingStatusReader(IInstanceConnector connector)
{
    /// <summary>The status of each destination instance of the topology, in its order; the instances are asked at once.</summary>
    public IReadOnlyList<LogShippingStatus> Read(Topology topology, CancellationToken cancellation = default)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return Read(topology, InstanceDirectory.Ask(connector, topology, cancellation), cancellation);
    }

    /// <summary>The same, with a directory that was asked already.</summary>
    internal IReadOnlyList<LogShippingStatus> Read(Topology topology, InstanceDirectory directory, CancellationToken cancellation)
    {
        var written = OwnThread.Run(() => Source(topology, directory, cancellation), cancellation);
        var facts = OwnThread.ForEach(topology.Destination, instance => Ask(topology, directory, instance, cancellation), cancellation);
        var source = written.GetAwaiter().GetResult();
        return [.. facts.Select(each => new LogShippingJudge(each, source, directory).Judge())];
    }

    private BackupHistory? Source(Topology topology, InstanceDirectory directory, CancellationToken cancellation)
    {
        if (
            !topology.Source.Any(instance =>
                instance.Name == directory.Find(topology.ManagementDatabase.Instance, InstanceSide.Source)?.Instance.Name
            )
        )
            return null;
        try
        {
            return new BackupHistoryReader(connector).ReadBackupJob(topology, directory, cancellation);
        }
        catch (BizTalkDRException)
        {
            // Production is down: what the destination knows is all there is.
            return null;
        }
    }

    private LogShippingFacts Ask(Topology topology, InstanceDirectory directory, InstanceReference instance, CancellationToken cancellation)
    {
        if (directory.Get(instance.Name).Failure is { } down)
            return new LogShippingFacts { Instance = instance.Name, Failure = down.Message };
        try
        {
            using var connection = connector.Open(instance, null, cancellation);
            var (sources, recorded, isConfigured) = LogShippingTables.Read(connection, cancellation);
            var known = Known(topology, directory, instance, cancellation, out var warnings);
            return new LogShippingFacts
            {
                Instance = instance.Name,
                IsConfigured = isConfigured,
                Sources = sources,
                RecordedSet = recorded,
                Known = known,
                Positions = new DatabasePositionReader(connector).ReadAll(instance, cancellation),
                Jobs = JobFactsReader.Read(connector, instance, connection, cancellation),
                Warnings = warnings,
            };
        }
        catch (Exception failure) when (failure is BizTalkDRException or SqlException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new LogShippingFacts { Instance = instance.Name, Failure = $"{instance} can't be read: {failure.Message}" };
        }
    }

    private BackupHistory? Known(
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        CancellationToken cancellation,
        out IReadOnlyList<string> warnings
    )
    {
        try
        {
            var history = new BackupHistoryReader(connector).ReadLogShipping(
                topology with
                {
                    Destination = [instance],
                },
                directory,
                cancellation
            );
            warnings = history.Warnings;
            return history;
        }
        catch (BackupHistoryException failure)
        {
            warnings = [failure.Message];
            return null;
        }
    }
}
