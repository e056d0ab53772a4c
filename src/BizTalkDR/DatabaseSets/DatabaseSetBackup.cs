using System.Globalization;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>Takes full backups of a set of databases over SMO, side by side.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseSetBackup(IInstanceConnector connector)
{
    /// <summary>
    /// Backs the databases up side by side, each to a new file <c>&lt;SERVER&gt;_&lt;DATABASE&gt;_Full_&lt;time&gt;.bak</c> with checksums, and
    /// verifies each. Who wants to know of each as it ends gives <c>ended</c>; it is called on the thread that took the backup.
    /// </summary>
    /// <returns>One result per database, in the order given; a failure of one does not stop the others.</returns>
    /// <exception cref="InstanceConnectionException">An instance can't be reached.</exception>
    /// <exception cref="DatabaseSetException">The folder does not exist on an instance, or a database is not ONLINE.</exception>
    public IReadOnlyList<DatabaseBackupResult> Back(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress>? progress = null,
        Action<DatabaseBackupResult>? ended = null,
        CancellationToken cancellationToken = default
    )
    {
        var servers = Check(topology, databases, options, cancellationToken);
        var stamp = DateTime.UtcNow.ToString("yyyy_MM_dd_HH_mm_ss_fff", CultureInfo.InvariantCulture);
        var tracker = new BackupTracker(databases, options.Verify, progress);
        var backups = databases
            .Select(database => new DatabaseBackup(
                connector,
                topology.Instance(database.Server),
                database,
                options,
                Path(options.Folder, servers[database], database.Name, stamp),
                tracker
            ))
            .ToList();
        Throttled.Run(
            backups,
            options.ThrottleLimit,
            backup =>
            {
                backup.Run(cancellationToken);
                ended?.Invoke(backup.Result);
            },
            CancellationToken.None
        );
        cancellationToken.ThrowIfCancellationRequested();
        return [.. backups.Select(backup => backup.Result)];
    }

    // The server name of each database's instance, after its folder and state were checked.
    private Dictionary<DatabaseKey, string> Check(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        CancellationToken cancellationToken
    )
    {
        var servers = new Dictionary<DatabaseKey, string>();
        foreach (var group in databases.GroupBy(database => database.Server, StringComparer.OrdinalIgnoreCase))
        {
            var instance = topology.Instance(group.Key);
            var identity = InstanceIdentityReader.Ask(connector, instance, topology.SideOf(instance.Name), cancellationToken);
            if (identity.Failure is { } failure)
                throw failure;
            CheckFolder(instance, options.Folder, cancellationToken);
            foreach (
                var position in new DatabasePositionReader(connector).Read(
                    instance,
                    [.. group.Select(each => each.Name)],
                    cancellationToken
                )
            )
            {
                if (position.State != DatabaseState.Online)
                    throw NotOnline(position);
            }
            foreach (var database in group)
                servers[database] = identity.ServerName ?? instance.Name;
        }
        return servers;
    }

    private void CheckFolder(InstanceReference instance, string folder, CancellationToken cancellationToken)
    {
        if (ServerPath.IsUrl(folder))
            return;
        if (ServerFolder.Exists(connector, instance, folder, cancellationToken) == false)
        {
            throw new DatabaseSetException("BackupFolderMissing", ErrorKind.NotFound, $"{instance} sees no folder {folder}.")
            {
                Server = instance.Name,
                Remedy = "Create the folder, or share it with the account of the SQL Server service, then try again.",
            };
        }
    }

    private static string Path(string folder, string server, string database, string stamp) =>
        ServerPath.Combine(folder, ServerPath.SafeFileName($"{server}_{database}_Full_{stamp}.bak"));

    private static DatabaseSetException NotOnline(DatabasePosition position) =>
        new(
            "DatabaseNotOnline",
            ErrorKind.State,
            $"{position.Key} is {position.State.InWords()}, so it can't be backed up. Nothing was backed up."
        )
        {
            Server = position.Instance,
            Database = position.Database,
            Remedy = "Bring every database of the set online at the same mark first.",
            DocumentationUri = Documentation.RestoringProduction,
        };
}
