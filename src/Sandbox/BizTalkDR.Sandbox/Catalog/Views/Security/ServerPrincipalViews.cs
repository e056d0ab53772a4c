using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Views.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Security;

/// <summary>Logins, server roles, their members and permissions.</summary>
internal static class ServerPrincipalViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            ServerPrincipals().Build(),
            SqlLogins().Build(),
            RoleMembers().Build(),
            PermissionRow.View("sys.server_permissions", (session, _) => PermissionRows(session.Instance)).Build(),
            PrincipalCredentials().Build(),
        ];

    /// <summary>One login or one role.</summary>
    internal sealed record PrincipalRow(DatabaseEngine Instance, ServerLogin? Login, ServerRole? Role)
    {
        internal string Name => Login?.Name ?? Role!.Name;

        internal int Id => Login?.Id ?? Role!.Id;

        internal byte[] Sid => Login?.Sid ?? [(byte)Role!.Id];

        internal (string Letter, string Description) Type =>
            Login?.Kind switch
            {
                null => ("R", "SERVER_ROLE"),
                ServerPrincipalKind.WindowsLogin => ("U", "WINDOWS_LOGIN"),
                ServerPrincipalKind.WindowsGroup => ("G", "WINDOWS_GROUP"),
                _ => ("S", "SQL_LOGIN"),
            };
    }

    /// <summary>The principals a session may know of: with ALTER ANY LOGIN or VIEW ANY DEFINITION all, else sa, its own and the fixed roles.</summary>
    internal static IEnumerable<PrincipalRow> Visible(SqlSession session)
    {
        var instance = session.Instance;
        var mayAll = Permissions.HasServer(session, "ALTER ANY LOGIN") || Permissions.HasServer(session, "VIEW ANY DEFINITION");
        var logins = instance.Logins.All.Where(login => mayAll || login.Id == 1 || login.Sid.AsSpan().SequenceEqual(session.Login.Sid));
        return logins
            .Select(login => new PrincipalRow(instance, login, null))
            .Concat(instance.ServerRoles.Select(role => new PrincipalRow(instance, null, role)))
            .OrderBy(row => row.Id);
    }

    private static ViewOf<PrincipalRow> ServerPrincipals() =>
        new ViewOf<PrincipalRow>("sys.server_principals", (session, _) => Visible(session))
            .Column("name sysname", row => row.Name)
            .Column("principal_id int", row => row.Id)
            .Column("sid varbinary(85)", row => row.Sid)
            .Column("type char(1)", row => row.Type.Letter)
            .Column("type_desc nvarchar(60)", row => row.Type.Description)
            // The documentation says int; clients, SMO among them, get a bit and rely on it.
            .Column("is_disabled bit", row => row.Login?.IsDisabled ?? false)
            .Column("create_date datetime", row => row.Login?.CreateDate ?? ServerRole.Shipped)
            .Column("modify_date datetime", row => row.Login?.ModifyDate ?? ServerRole.Shipped)
            .Column("default_database_name sysname", row => row.Login?.DefaultDatabase)
            .Column("default_language_name sysname", row => row.Login?.DefaultLanguage)
            .Column("credential_id int", row => row.Login?.CredentialId)
            .Column("owning_principal_id int", row => row.Role is { Id: > 1 } ? 1 : null)
            .Column("is_fixed_role bit", row => row.Role?.IsFixed ?? false);

    private static ViewOf<(ServerLogin Login, bool ShowsHash)> SqlLogins() =>
        new ViewOf<(ServerLogin Login, bool ShowsHash)>(
            "sys.sql_logins",
            (session, _) =>
                Visible(session)
                    .Where(row => row.Login is { Kind: ServerPrincipalKind.SqlLogin })
                    .Select(row => (row.Login!, Permissions.HasServer(session, "CONTROL SERVER")))
        )
            .Column("name sysname", row => row.Login.Name)
            .Column("principal_id int", row => row.Login.Id)
            .Column("sid varbinary(85)", row => row.Login.Sid)
            .Columns("type char(1) = S, type_desc nvarchar(60) = SQL_LOGIN")
            .Column("is_disabled bit", row => row.Login.IsDisabled)
            .Column("create_date datetime", row => row.Login.CreateDate)
            .Column("modify_date datetime", row => row.Login.ModifyDate)
            .Column("default_database_name sysname", row => row.Login.DefaultDatabase)
            .Column("default_language_name sysname", row => row.Login.DefaultLanguage)
            .Column("credential_id int", row => row.Login.CredentialId)
            .Column("is_policy_checked bit", row => row.Login.IsPolicyChecked)
            .Column("is_expiration_checked bit", row => row.Login.IsExpirationChecked)
            .Column("password_hash varbinary(256)", row => row.ShowsHash ? row.Login.PasswordHash : null);

    private static ViewOf<(ServerRole Role, ServerLogin Login)> RoleMembers() =>
        new ViewOf<(ServerRole Role, ServerLogin Login)>("sys.server_role_members", (session, _) => Memberships(session.Instance))
            .Column("role_principal_id int", row => row.Role.Id)
            .Column("member_principal_id int", row => row.Login.Id);

    /// <summary>Who is in which server role.</summary>
    internal static IEnumerable<(ServerRole Role, ServerLogin Login)> Memberships(DatabaseEngine instance) =>
        from role in instance.ServerRoles
        from login in instance.Logins.All
        where login.Roles.Contains(role.Name)
        select (role, login);

    private static readonly (int, string) OnServer = (100, "SERVER");

    private static IEnumerable<PermissionRow> PermissionRows(DatabaseEngine instance)
    {
        foreach (var login in instance.Logins.All)
            yield return new PermissionRow(OnServer, 0, login.Id, "CONNECT SQL", false);
        yield return new PermissionRow(OnServer, 0, 2, "VIEW ANY DATABASE", false);
        foreach (var endpoint in EndpointViews.All)
            yield return new PermissionRow((105, "ENDPOINT"), endpoint.Id, 2, "CONNECT", false);
        foreach (var entry in instance.ServerPermissions.Entries)
        {
            var grantee = instance.Logins.Find(entry.Grantee)?.Id ?? instance.FindServerRole(entry.Grantee)?.Id;
            var about = entry.OnLogin is { } login ? instance.Logins.Find(login)?.Id : null;
            if (grantee is { } id)
                yield return new PermissionRow(
                    about is null ? OnServer : (101, "SERVER_PRINCIPAL"),
                    about ?? 0,
                    id,
                    entry.Permission,
                    entry.IsDeny,
                    entry.MayPassOn
                );
        }
    }

    private static ViewOf<ServerLogin> PrincipalCredentials() =>
        new ViewOf<ServerLogin>(
            "sys.server_principal_credentials",
            (session, _) => session.Instance.Logins.All.Where(login => login.CredentialId is not null)
        )
            .Column("principal_id int", login => login.Id)
            .Column("credential_id int", login => login.CredentialId);
}
