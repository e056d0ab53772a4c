using System.Data;
using BizTalkDR.Backups;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Reads where databases stand from sys.databases, sys.master_files, msdb's restore history and MarkLog.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabasePositionReader(IInstanceConnector connector)
{
    private const long PageBytes = 8192;

    /// <summary>The positions of these databases on one instance; a database that it does not have is returned as Missing.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<DatabasePosition> Read(
        InstanceReference instance,
        IReadOnlyCollection<string> databases,
        CancellationToken cancellationToken = default
    )
    {
        var wanted = new HashSet<string>(databases, StringComparer.OrdinalIgnoreCase);
        var found = ReadWhere(instance, wanted.Contains, cancellationToken)
            .ToDictionary(each => each.Database, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. databases.Select(name =>
                found.TryGetValue(name, out var position) ? position : DatabasePosition.Missing(instance.Name, name)
            ),
        ];
    }

    /// <summary>The same of databases on several instances, which are asked at once; in groups, by instance.</summary>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    public IReadOnlyList<DatabasePosition> Read(
        Topology topology,
        IEnumerable<DatabaseKey> databases,
        CancellationToken cancellationToken = default
    ) => ByInstance.Read(topology, databases, (instance, names) => Read(instance, names, cancellationToken), cancellationToken);

    /// <summary>The positions of all databases of one instance but the system's.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<DatabasePosition> ReadAll(InstanceReference instance, CancellationToken cancellationToken = default) =>
        ReadWhere(instance, _ => true, cancellationToken);

    private List<DatabasePosition> ReadWhere(InstanceReference instance, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        var files = SqlQuery
            .Rows(connection, SqlText.Load(typeof(DatabasePositionReader), "DatabaseFiles"), FileRow.Read, cancellationToken)
            .ToLookup(file => file.Database, StringComparer.OrdinalIgnoreCase);
        var restores = SqlQuery
            .Rows(connection, SqlText.Load(typeof(DatabasePositionReader), "LastRestores"), RestoreRow.Read, cancellationToken)
            .ToLookup(restore => restore.Database, StringComparer.OrdinalIgnoreCase);
        List<DatabasePosition> positions =
        [
            .. SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(DatabasePositionReader), "Databases"),
                    row => Position(row, instance),
                    cancellationToken
                )
                .Where(position => wanted(position.Database))
                .Select(position => WithFiles(position, [.. files[position.Database]]))
                .Select(position => WithRestore(position, restores[position.Database].FirstOrDefault()))
                .Select(position => MarkReader.WithMarks(connection, position, cancellationToken)),
        ];
        // A closed session is seen for a moment longer; it must not be seen in a database that is dropped or restored next.
        if (connection.State == ConnectionState.Open && connection.Database != "master")
            connection.ChangeDatabase("master");
        return positions;
    }

    private static DatabasePosition Position(SqlRow row, InstanceReference instance) =>
        new()
        {
            Instance = instance.Name,
            Database = row.RequiredText("name"),
            State = State(row),
            RecoveryModel = row.Text("recovery_model_desc") switch
            {
                "FULL" => RecoveryModel.Full,
                "BULK_LOGGED" => RecoveryModel.BulkLogged,
                "SIMPLE" => RecoveryModel.Simple,
                _ => RecoveryModel.Unknown,
            },
            IsSingleUser = row.Text("user_access_desc") == "SINGLE_USER",
            FamilyGuid = row.Guid("family_guid"),
            RecoveryFork = row.Guid("recovery_fork_guid"),
            ForkPointLsn = row.Decimal("fork_point_lsn"),
        };

    /// <summary>The state that a row of sys.databases tells.</summary>
    internal static DatabaseState State(SqlRow row) =>
        row.Bool("is_in_standby") == true ? DatabaseState.Standby : State(row.RequiredText("state_desc"));

    private static DatabaseState State(string description) =>
        description switch
        {
            "ONLINE" => DatabaseState.Online,
            "RESTORING" => DatabaseState.Restoring,
            "RECOVERING" => DatabaseState.Recovering,
            "RECOVERY_PENDING" => DatabaseState.RecoveryPending,
            "SUSPECT" => DatabaseState.Suspect,
            "EMERGENCY" => DatabaseState.Emergency,
            _ => DatabaseState.Offline,
        };

    // The primary data file (id 1) tells the redo point of the database; further files may lag behind it only in piecemeal restores.
    private static DatabasePosition WithFiles(DatabasePosition position, List<FileRow> files)
    {
        var primary = files.FirstOrDefault(file => file.Id == 1);
        return position with
        {
            Files = [.. files.Select(file => file.Layout)],
            RedoStartLsn = position.CanContinue ? primary?.RedoStartLsn : null,
            RedoStartFork = position.CanContinue ? primary?.RedoStartFork : null,
        };
    }

    private static DatabasePosition WithRestore(DatabasePosition position, RestoreRow? restore) =>
        restore is null ? position : position with { LastRestore = restore.Last, SourceDatabase = restore.Source };

    private sealed record FileRow(string Database, int Id, DatabaseFileLayout Layout, decimal? RedoStartLsn, Guid? RedoStartFork)
    {
        public static FileRow Read(SqlRow row) =>
            new(
                row.RequiredText("database_name"),
                row.Int("file_id") ?? 0,
                new DatabaseFileLayout
                {
                    LogicalName = row.RequiredText("name"),
                    PhysicalName = row.RequiredText("physical_name"),
                    Kind = row.Int("type") switch
                    {
                        1 => DatabaseFileKind.Log,
                        2 => DatabaseFileKind.FileStream,
                        4 => DatabaseFileKind.FullText,
                        _ => DatabaseFileKind.Rows,
                    },
                    SizeBytes = (row.Long("size") ?? 0) * PageBytes,
                    FileGuid = row.Guid("file_guid"),
                },
                row.Decimal("redo_start_lsn"),
                row.Guid("redo_start_fork_guid")
            );
    }

    private sealed record RestoreRow(string Database, LastRestore Last, DatabaseKey? Source)
    {
        public static RestoreRow Read(SqlRow row) =>
            new(
                row.RequiredText("destination_database_name"),
                new LastRestore
                {
                    Type = row.Text("restore_type")?.Trim() switch
                    {
                        "D" => BackupType.Full,
                        "I" => BackupType.Differential,
                        "L" => BackupType.Log,
                        _ => BackupType.Other,
                    },
                    Path = row.Text("physical_device_name"),
                    RestoredAt = row.Time("restore_date"),
                    FirstLsn = row.Decimal("first_lsn"),
                    LastLsn = row.Decimal("last_lsn"),
                    StopAtMarkName = row.Text("stop_at_mark_name"),
                    StopBeforeMark = row.Bool("stop_before") == true,
                    BackupSetGuid = row.Guid("backup_set_uuid"),
                    FamilyGuid = row.Guid("family_guid"),
                },
                row.Text("database_name") is { } name ? new DatabaseKey(row.RequiredText("server_name"), name) : null
            );
    }
}
