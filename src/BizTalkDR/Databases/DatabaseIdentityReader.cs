using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Asks an instance which databases it has: sys.databases, sys.database_recovery_status, sys.master_files, msdb.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseIdentityReader(IInstanceConnector connector)
{
    /// <summary>All databases of one instance but the system's.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<DatabaseIdentity> ReadAll(InstanceReference instance, CancellationToken cancellationToken = default)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return ReadAll(connection, instance, cancellationToken);
    }

    /// <summary>One database; null where the instance has none of that name.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public DatabaseIdentity? Read(InstanceReference instance, string database, CancellationToken cancellationToken = default) =>
        ReadAll(instance, cancellationToken)
            .FirstOrDefault(identity => string.Equals(identity.Key.Name, database, StringComparison.OrdinalIgnoreCase));

    internal static IReadOnlyList<DatabaseIdentity> ReadAll(
        SqlConnection connection,
        InstanceReference instance,
        CancellationToken cancellationToken
    )
    {
        var files = SqlQuery
            .Rows(connection, SqlText.Load(typeof(DatabaseIdentityReader), "DatabaseFileGuids"), File, cancellationToken)
            .ToLookup(file => file.Database, file => file.Guid, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(DatabaseIdentityReader), "DatabaseIdentities"),
                row => Identity(row, instance, files),
                cancellationToken
            ),
        ];
    }

    private static (string Database, Guid Guid) File(SqlRow row) => (row.RequiredText("database_name"), row.Guid("file_guid") ?? default);

    private static DatabaseIdentity Identity(SqlRow row, InstanceReference instance, ILookup<string, Guid> files)
    {
        var name = row.RequiredText("name");
        return new DatabaseIdentity
        {
            Key = new DatabaseKey(instance.Name, name),
            FamilyGuid = row.Guid("family_guid"),
            RecoveryFork = row.Guid("recovery_fork_guid"),
            DatabaseGuid = row.Guid("database_guid"),
            CreatedAt = row.Time("create_date"),
            FileGuids = [.. files[name]],
        };
    }
}
