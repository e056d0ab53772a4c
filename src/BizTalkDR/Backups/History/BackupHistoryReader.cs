using BizTalkDR.Backups.Headers;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.History;

/// <summary>Reads a group's backup history from its tables, from msdb, from files and from given headers.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BackupHistoryReader(IInstanceConnector connector)
{
    /// <summary>adm_BackupHistory of the management database (production must be up).</summary>
    /// <exception cref="Errors.InstanceConnectionException">The management database can't be reached.</exception>
    /// <exception cref="Errors.BackupHistoryException">The table is missing or may not be read.</exception>
    public BackupHistory ReadBackupJob(
        Topology topology,
        InstanceDirectory directory,
        HistoryExtent? extent = null,
        CancellationToken cancellationToken = default
    ) => new BackupJobHistory(connector).Read(topology, directory, extent ?? HistoryExtent.Recent, cancellationToken);

    /// <summary>bts_LogShippingHistory of every destination instance that has it, merged.</summary>
    /// <exception cref="Errors.BackupHistoryException">No destination instance has the table.</exception>
    public BackupHistory ReadLogShipping(
        Topology topology,
        InstanceDirectory directory,
        HistoryExtent? extent = null,
        CancellationToken cancellationToken = default
    ) => new LogShippingHistory(connector).Read(topology, directory, extent ?? HistoryExtent.Recent, cancellationToken);

    /// <summary>One history of the group's own tables, as far as they can be reached.</summary>
    /// <exception cref="Errors.BackupHistoryException">None can be read; the error names all reasons.</exception>
    public BackupHistory Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        Read(topology, directory, BackupHistoryOptions.Automatic, cancellationToken);

    /// <summary>One history of several sources: see <see cref="BackupHistoryOptions"/>.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="directory">The instances, asked or not.</param>
    /// <param name="options">Which sources; null for all that can be reached.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.BackupHistoryException">No source, or not one that was named, can be read.</exception>
    public BackupHistory Read(
        Topology topology,
        InstanceDirectory directory,
        BackupHistoryOptions? options,
        CancellationToken cancellationToken = default
    ) => new HistoryReading(this, connector, topology, directory, options ?? BackupHistoryOptions.Automatic, cancellationToken).Read();

    /// <summary>
    /// Adds headers (LSNs, versions, forks) to the files of a history, read with RESTORE HEADERONLY and FILELISTONLY by the instance that would
    /// restore them. A file that can't be read keeps its row and gets a <see cref="BackupFile.Defect"/>.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="readers">Which instance reads the files of which database; databases not in it are left as they are.</param>
    /// <param name="throttle">How many files are read at once per instance.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public BackupHistory WithHeaders(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle = 4,
        CancellationToken cancellationToken = default
    ) => new BackupHeaderReader(connector).AddTo(history, readers, throttle, cancellationToken);
}
