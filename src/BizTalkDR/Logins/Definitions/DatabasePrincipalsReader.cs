using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Logins.Definitions;

/// <summary>Reads users, owners and roles of databases on one instance.</summary>
internal static class DatabasePrincipalsReader
{
    /// <exception cref="BizTalkDRException"><c>UsersNotReadable</c>: a database can't be read; half a list would look like a good one.</exception>
    public static IReadOnlyList<DatabasePrincipals> Read(
        IInstanceConnector connector,
        InstanceReference instance,
        IEnumerable<string> databases,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return [.. databases.Select(database => Read(connection, instance, database, cancellationToken))];
    }

    private static DatabasePrincipals Read(
        SqlConnection connection,
        InstanceReference instance,
        string database,
        CancellationToken cancellationToken
    )
    {
        try
        {
            connection.ChangeDatabase(database);
            List<T> Rows<T>(string query, Func<SqlRow, T> read) =>
                SqlQuery.Rows(connection, SqlText.Load(typeof(DatabasePrincipalsReader), query), read, cancellationToken);

            var roles = Rows("RolesOfDatabase", row => (Role: row.RequiredText("role_name"), Member: row.Int("member_principal_id")));
            var seesAll = true;
            var users = Rows(
                "UsersOfDatabase",
                row =>
                {
                    seesAll &= row.Int("sees_all") == 1;
                    var id = row.Int("principal_id");
                    return new DatabasePrincipal
                    {
                        Name = row.RequiredText("name"),
                        Sid = SidText.Of(row.Value("sid")),
                        Kind = InstanceLoginsReader.Kind(row.RequiredText("type").Trim()),
                        IsOwner = row.Int("is_owner") == 1,
                        Roles = [.. roles.Where(role => role.Member == id).Select(role => role.Role)],
                    };
                }
            );
            if (!seesAll)
                throw NotReadable(instance, database, "VIEW DEFINITION is needed there.", null);
            return new DatabasePrincipals
            {
                Database = database,
                Users = users,
                Roles = [.. roles.Select(role => role.Role).Distinct(StringComparer.OrdinalIgnoreCase)],
            };
        }
        catch (SqlException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw NotReadable(instance, database, SqlErrors.Describe(failure), failure);
        }
    }

    private static BizTalkDRException NotReadable(InstanceReference instance, string database, string why, Exception? cause) =>
        new("UsersNotReadable", ErrorKind.Permission, $"The users of {database} on {instance} can't be read: {why}", cause)
        {
            Server = instance.Name,
            Database = database,
            SqlErrorNumber = (cause as SqlException)?.Number,
            Remedy = "Bring the database online, and log in as a member of sysadmin.",
        };
}
