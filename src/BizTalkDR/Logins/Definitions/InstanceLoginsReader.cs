using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Logins.Definitions;

/// <summary>Reads all logins of an instance. Half of them, or logins without their hashes, would look like others: then nothing is read.</summary>
internal static class InstanceLoginsReader
{
    /// <exception cref="InstanceConnectionException">The instance can't be reached.</exception>
    /// <exception cref="BizTalkDRException"><c>LoginsNotShown</c>: this login may not see all of them.</exception>
    public static InstanceLogins Read(IInstanceConnector connector, InstanceReference instance, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return Read(connection, instance, cancellationToken);
    }

    public static InstanceLogins Read(SqlConnection connection, InstanceReference instance, CancellationToken cancellationToken)
    {
        List<T> Rows<T>(string query, Func<SqlRow, T> read) =>
            SqlQuery.Rows(connection, SqlText.Load(typeof(InstanceLoginsReader), query), read, cancellationToken);

        var names = Rows("ServerNames", row => (row.Text("server_name"), row.Text("machine_name"), row.Text("node_name")))[0];
        string[] computers = [.. new[] { names.Item2, names.Item3 }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var roles = Rows("LoginRoles", row => (Sid: SidText.Of(row.Value("sid")), Role: row.RequiredText("role_name")))
            .ToLookup(row => row.Sid, row => row.Role, StringComparer.OrdinalIgnoreCase);
        var permissions = Rows("LoginPermissions", row => (Sid: SidText.Of(row.Value("sid")), Permission: Permission(row)))
            .Where(row => row.Permission is not null)
            .ToLookup(row => row.Sid, row => row.Permission!, StringComparer.OrdinalIgnoreCase);
        var seesAll = true;
        var logins = Rows(
            "Logins",
            row =>
            {
                seesAll &= row.Int("sees_all") == 1;
                return Login(row, computers, roles, permissions);
            }
        );
        if (!seesAll)
            throw NotShown(instance);
        var things = Rows("ServerThings", row => (Kind: row.RequiredText("kind"), Name: row.RequiredText("name")))
            .ToLookup(row => row.Kind, row => row.Name);
        return new InstanceLogins
        {
            Instance = instance,
            ServerName = names.Item1,
            Computers = computers,
            Logins = logins,
            Roles = [.. things["role"]],
            Databases = [.. things["database"]],
            Languages = [.. things["language"]],
            Endpoints = [.. things["endpoint"]],
        };
    }

    /// <summary>The identifier that Windows gives an account on that instance's computer; null where it knows none.</summary>
    public static string? WindowsSid(SqlConnection connection, string account, CancellationToken cancellationToken) =>
        SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(InstanceLoginsReader), "WindowsSid"),
                row => row.Value("sid") is { } sid ? SidText.Of(sid) : null,
                cancellationToken,
                ("@name", account)
            )
            .FirstOrDefault();

    private static LoginDefinition Login(
        SqlRow row,
        IReadOnlyCollection<string> computers,
        ILookup<string, string> roles,
        ILookup<string, LoginPermission> permissions
    )
    {
        var (name, sid) = (row.RequiredText("name"), SidText.Of(row.Value("sid")));
        var kind = Kind(row.RequiredText("type").Trim());
        return new LoginDefinition
        {
            Name = name,
            Sid = sid,
            Kind = kind,
            IsDisabled = row.Bool("is_disabled") == true,
            DefaultDatabase = row.Text("default_database_name"),
            DefaultLanguage = row.Text("default_language_name"),
            ChecksPolicy = row.Bool("is_policy_checked") == true,
            ChecksExpiration = row.Bool("is_expiration_checked") == true,
            PasswordHash = row.Bytes("password_hash") is { } hash ? Hexadecimal.Of(hash) : null,
            ServerRoles = [.. roles[sid].OrderBy(role => role, StringComparer.OrdinalIgnoreCase)],
            Permissions = [.. permissions[sid].OrderBy(permission => permission.ToString(), StringComparer.Ordinal)],
            Obstacle = LoginObstacle.Of(name, sid, kind, computers),
        };
    }

    internal static LoginKind Kind(string type) =>
        type switch
        {
            "S" => LoginKind.SqlLogin,
            "U" => LoginKind.WindowsUser,
            "G" => LoginKind.WindowsGroup,
            _ => LoginKind.Other,
        };

    // A permission on what has no name any more is none.
    private static LoginPermission? Permission(SqlRow row)
    {
        LoginSecurable? securable = row.Int("class") switch
        {
            100 => LoginSecurable.Server,
            101 => LoginSecurable.Login,
            105 => LoginSecurable.Endpoint,
            _ => null,
        };
        var on = row.Text("on_name");
        return securable is not { } known || (known != LoginSecurable.Server && on is null)
            ? null
            : new LoginPermission
            {
                Name = row.RequiredText("permission_name").Trim(),
                Securable = known,
                On = on,
                State = row.RequiredText("state").Trim() switch
                {
                    "D" => LoginPermissionState.Deny,
                    "W" => LoginPermissionState.GrantWithGrantOption,
                    _ => LoginPermissionState.Grant,
                },
            };
    }

    private static BizTalkDRException NotShown(InstanceReference instance) =>
        new(
            "LoginsNotShown",
            ErrorKind.Permission,
            $"{instance} does not show all of its logins with their password hashes: CONTROL SERVER is needed for that."
        )
        {
            Server = instance.Name,
            Remedy = "Log in as a member of sysadmin (-SqlCredential, or the credential that the topology names).",
        };
}
