using BizTalkDR.Instances;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.History;

/// <summary>Reads a group's backup history from wherever it survives.</summary>
public interface IBackupHistoryReader
{
    /// <summary>adm_BackupHistory of the management database (production must be up).</summary>
    /// <exception cref="Errors.InstanceConnectionException">The management database can't be reached.</exception>
    /// <exception cref="Errors.BackupHistoryException">The table is missing or may not be read.</exception>
    BackupHistory ReadBackupJob(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default);

    /// <summary>bts_LogShippingHistory of every destination instance that has it, merged.</summary>
    /// <exception cref="Errors.BackupHistoryException">No destination instance has the table.</exception>
    BackupHistory ReadLogShipping(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default);

    /// <summary>One history of the group's own tables, as far as they can be reached.</summary>
    /// <exception cref="Errors.BackupHistoryException">None can be read; the error names all reasons.</exception>
    BackupHistory Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default);

    /// <summary>One history of several sources: see <see cref="BackupHistoryOptions"/>.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="directory">The instances, asked or not.</param>
    /// <param name="options">Which sources; null for all that can be reached.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.BackupHistoryException">No source, or not one that was named, can be read.</exception>
    BackupHistory Read(
        Topology topology,
        InstanceDirectory directory,
        BackupHistoryOptions? options,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Adds headers (LSNs, versions, forks) to the files of a history, read with RESTORE HEADERONLY and FILELISTONLY by the instance that would
    /// restore them. A file that can't be read keeps its row and gets a <see cref="BackupFile.Defect"/>.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="readers">Which instance reads the files of which database; databases not in it are left as they are.</param>
    /// <param name="throttle">How many files are read at once per instance.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    BackupHistory WithHeaders(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, BizTalkDR.Topologies.InstanceReference> readers,
        int throttle = 4,
        CancellationToken cancellationToken = default
    );
}
