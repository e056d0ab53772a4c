using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.LogShipping;

/// <summary>Reads how far log shipping is on every destination instance. An instance that does not answer becomes a status that says so.</summary>
/// <param name="connector">Opens connections.</param>
public sealed class LogShippingStatusReader(IInstanceConnector connector)
{
    /// <summary>The status of each destination instance of the topology, in its order; the instances are asked at once.</summary>
    public IReadOnlyList<LogShippingStatus> Read(Topology topology, CancellationToken cancellationToken = default)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return Read(topology, InstanceDirectory.Ask(connector, topology, cancellationToken), cancellationToken);
    }

    /// <summary>The same, with a directory that was asked already.</summary>
    internal IReadOnlyList<LogShippingStatus> Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken)
    {
        var written = OwnThread.Run(() => Source(topology, directory, cancellationToken), cancellationToken);
        var observed = OwnThread.ForEach(
            topology.Destination,
            instance => Ask(topology, directory, instance, cancellationToken),
            cancellationToken
        );
        var source = written.GetAwaiter().GetResult();
        return [.. observed.Select(each => new LogShippingJudge(each, source, directory).Judge())];
    }

    private BackupHistory? Source(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken)
    {
        if (
            !topology.Source.Any(instance =>
                instance.Name == directory.Find(topology.ManagementDatabase.Instance, InstanceSide.Source)?.Instance.Name
            )
        )
            return null;
        try
        {
            return new BackupHistoryReader(connector).ReadBackupJob(topology, directory, cancellationToken: cancellationToken);
        }
        catch (BizTalkDRException)
        {
            // Production is down: what the destination knows is all there is.
            return null;
        }
    }

    private LogShippingObservations Ask(
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        CancellationToken cancellationToken
    )
    {
        if (directory.Get(instance.Name).Failure is { } down)
            return new LogShippingObservations { Instance = instance.Name, Failure = down.Message };
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            var sources = LogShippingSources.Read(connection, topology, directory, cancellationToken);
            var known = Known(topology, directory, instance, cancellationToken, out var warnings);
            return new LogShippingObservations
            {
                Instance = instance.Name,
                IsConfigured = LogShippingTables.IsConfigured(connection, cancellationToken),
                Sources = sources.Ours,
                RecordedSet = LogShippingTables.RecordedSet(connection, sources, cancellationToken),
                Known = known,
                Positions = new DatabasePositionReader(connector).ReadAll(instance, cancellationToken),
                Jobs = JobDetailsReader.Read(connector, topology, directory, instance, connection, cancellationToken),
                Warnings = warnings,
            };
        }
        catch (Exception failure) when (failure is BizTalkDRException or SqlException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new LogShippingObservations { Instance = instance.Name, Failure = $"{instance} can't be read: {failure.Message}" };
        }
    }

    private BackupHistory? Known(
        Topology topology,
        InstanceDirectory directory,
        InstanceReference instance,
        CancellationToken cancellationToken,
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
                cancellationToken: cancellationToken
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
