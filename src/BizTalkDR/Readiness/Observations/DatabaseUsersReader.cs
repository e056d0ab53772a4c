using BizTalkDR.Errors;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Reads the users of databases on one instance. A database that can't be read makes the whole reading fail: half a list would look like a good one.</summary>
internal static class DatabaseUsersReader
{
    public static Reading<IReadOnlyList<DatabaseUsers>> Read(
        IInstanceConnector connector,
        InstanceReference instance,
        IEnumerable<string> databases,
        CancellationToken cancellationToken
    )
    {
        var database = "";
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            var read = new List<DatabaseUsers>();
            foreach (var name in databases)
            {
                connection.ChangeDatabase(database = name);
                if (
                    SqlQuery.Rows(
                        connection,
                        SqlText.Load(typeof(DatabaseUsersReader), "BackupUsersRole"),
                        row => row.Int("roles"),
                        cancellationToken
                    )[0]
                    is not { } roles
                )
                    return Reading<IReadOnlyList<DatabaseUsers>>.Failed(
                        $"{name} on {instance} does not show its users: VIEW DEFINITION is needed there."
                    );
                read.Add(
                    new DatabaseUsers(
                        new DatabaseKey(instance.Name, name),
                        roles > 0,
                        SqlQuery.Rows(connection, SqlText.Load(typeof(DatabaseUsersReader), "DatabaseUsers"), User, cancellationToken)
                    )
                );
            }
            return Reading<IReadOnlyList<DatabaseUsers>>.Of(read);
        }
        catch (Exception failure) when (failure is SqlException or BizTalkDRException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Reading<IReadOnlyList<DatabaseUsers>>.Failed($"The users of {database} on {instance} can't be read: {failure.Message}");
        }
    }

    private static DatabaseUser User(SqlRow row) =>
        new(
            row.RequiredText("name"),
            SidText.Of(row.Value("sid")),
            row.RequiredText("type").Trim(),
            row.Int("is_in_backup_users") == 1,
            row.Int("is_owner") == 1
        );
}
