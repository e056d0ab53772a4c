using BizTalkDR.Backups.Headers;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.History;

/// <summary>Reads a group's backup history from its tables, from msdb, from files and from given headers.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BackupHistoryReader(IInstanceConnector connector) : IBackupHistoryReader
{
    /// <inheritdoc/>
    public BackupHistory ReadBackupJob(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        new BackupJobHistory(connector).Read(topology, directory, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory ReadLogShipping(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        new LogShippingHistory(connector).Read(topology, directory, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        Read(topology, directory, BackupHistoryOptions.Automatic, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory Read(
        Topology topology,
        InstanceDirectory directory,
        BackupHistoryOptions? options,
        CancellationToken cancellationToken = default
    ) => new HistoryReading(this, connector, topology, directory, options ?? BackupHistoryOptions.Automatic, cancellationToken).Read();

    /// <inheritdoc/>
    public BackupHistory WithHeaders(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle = 4,
        CancellationToken cancellationToken = default
    ) => new BackupHeaderReader(connector).AddTo(history, readers, throttle, cancellationToken);
}
