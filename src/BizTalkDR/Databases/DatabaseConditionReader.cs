using System.Globalization;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Asks an instance what its databases are like: sys.databases, msdb's restore history, sys.dm_db_log_stats.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseConditionReader(IInstanceConnector connector)
{
    /// <summary>The databases of these names on one instance; one that it does not have is Missing.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<DatabaseCondition> Read(
        InstanceReference instance,
        IReadOnlyCollection<string> databases,
        CancellationToken cancellationToken = default
    )
    {
        if (instance is null)
            throw new ArgumentNullException(nameof(instance));
        using var connection = connector.Open(instance, null, cancellationToken);
        var identities = DatabaseIdentityReader
            .ReadAll(connection, instance, cancellationToken)
            .ToDictionary(identity => identity.Key.Name, StringComparer.OrdinalIgnoreCase);
        var ends = LogEnds(connection, cancellationToken);
        var found = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(DatabaseConditionReader), "DatabaseConditions"),
                row => Condition(row, identities, ends),
                cancellationToken
            )
            .OfType<DatabaseCondition>()
            .ToDictionary(condition => condition.Key.Name, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. databases.Select(name =>
                found.TryGetValue(name, out var condition) ? condition : DatabaseCondition.Missing(new DatabaseKey(instance.Name, name))
            ),
        ];
    }

    /// <summary>The same of databases on several instances, which are asked at once; in groups, by instance.</summary>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    public IReadOnlyList<DatabaseCondition> Read(
        Topology topology,
        IEnumerable<DatabaseKey> databases,
        CancellationToken cancellationToken = default
    ) => ByInstance.Read(topology, databases, (instance, names) => Read(instance, names, cancellationToken), cancellationToken);

    // The view of older servers lacks, and a database may close while it is asked.
    private static Dictionary<string, string?> LogEnds(SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(DatabaseConditionReader), "LogEnds"),
                    row => (Name: row.RequiredText("name"), End: row.Text("log_end_lsn")),
                    cancellationToken
                )
                .GroupBy(row => row.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(rows => rows.Key, rows => rows.First().End, StringComparer.OrdinalIgnoreCase);
        }
        catch (SqlException) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }
    }

    // A database that came between the queries is read the next time.
    private static DatabaseCondition? Condition(
        SqlRow row,
        Dictionary<string, DatabaseIdentity> identities,
        Dictionary<string, string?> ends
    )
    {
        var name = row.RequiredText("name");
        if (!identities.TryGetValue(name, out var identity))
            return null;
        var state = DatabasePositionReader.State(row);
        return new DatabaseCondition
        {
            Identity = identity,
            State = state,
            IsReadOnly = row.Bool("is_read_only") == true,
            UserAccess = row.Text("user_access_desc"),
            Owner = row.Text("owner_name"),
            Lsn =
                state is DatabaseState.Restoring or DatabaseState.Standby
                    ? row.Decimal("redo_start_lsn")?.ToString(CultureInfo.InvariantCulture)
                : ends.TryGetValue(name, out var end) ? end
                : null,
            RestoreId = row.Int("restore_history_id"),
            RestoredBackupSet = row.Guid("backup_set_uuid"),
            RestoredFork = row.Guid("last_recovery_fork_guid"),
        };
    }
}
