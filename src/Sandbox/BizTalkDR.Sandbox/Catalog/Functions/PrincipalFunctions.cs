using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>Logins and users: SUSER_SNAME, USER_NAME, IS_SRVROLEMEMBER, LOGINPROPERTY, PWDCOMPARE.</summary>
internal static class PrincipalFunctions
{
    internal static IEnumerable<SystemFunction> All() =>
        [
            Function.Of("SUSER_SNAME", "nvarchar(128)", 0, 1, SuserName),
            Function.Of("SUSER_NAME", "nvarchar(128)", 0, 1, (session, given) => ServerPrincipal(session, given)?.Name),
            Function.Of("ORIGINAL_LOGIN", "nvarchar(128)", session => (session.Impersonations.LastOrDefault() ?? session.Login).Name),
            Function.Of("SUSER_ID", "int", 0, 1, (session, given) => LoginNamed(session, given)?.Id),
            Function.Of("SUSER_SID", "varbinary(85)", 0, 2, SuserSid),
            Function.Of("SID_BINARY", "varbinary(85)", (session, name) => WindowsSid(session, Function.Text(name))),
            Function.Of("USER_NAME", "nvarchar(128)", 0, 1, UserName),
            Function.Of("USER_ID", "int", 0, 1, UserId),
            Function.Of("DATABASE_PRINCIPAL_ID", "int", 0, 1, UserId),
            Function.Of("IS_SRVROLEMEMBER", "int", 1, 2, IsServerRoleMember),
            Function.Of("IS_MEMBER", "int", (session, role) => IsRoleMember(session, [role])),
            Function.Of("IS_ROLEMEMBER", "int", 1, 2, IsRoleMember),
            Function.Of("LOGINPROPERTY", "sql_variant", 2, 2, LoginProperties.Get),
            Function.Of("PWDCOMPARE", "int", 2, 3, ComparePassword),
            Function.Of(
                "PWDENCRYPT",
                "varbinary(128)",
                (_, password) => Function.Text(password) is { } text ? PasswordHash.Of(text) : null
            ),
            Function.Of("HAS_PERMS_BY_NAME", "int", 3, 5, PermissionFunctions.HasByName),
            Function.Of("HOST_NAME", "nvarchar(128)", session => session.Request.HostName),
            Function.Of(
                "HOST_ID",
                "char(10)",
                session => session.Request.ClientProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture).PadRight(10)
            ),
            Function.Of("APP_NAME", "nvarchar(128)", session => session.Request.ApplicationName),
            Function.Of("PROGRAM_NAME", "nvarchar(128)", session => session.Request.ApplicationName),
            Function.Of("@@LANGID", "smallint", session => SessionLanguage.Find(session.Settings.Language)?.Id ?? 0),
        ];

    /// <summary>Who the session is in its current database; guest where nobody else.</summary>
    internal static DatabaseUser Current(SqlSession session) =>
        DatabaseUser.Of(session.Database, session.Login)
        ?? new DatabaseUser(DatabasePrincipals.Guest, "guest", "guest", new HashSet<string> { "public" });

    private static object? SuserName(SqlSession session, IReadOnlyList<object?> given)
    {
        if (given.Count == 0)
            return session.Login.Name;
        if (given[0] is byte[] sid)
            return session.Instance.Logins.Find(sid)?.Name ?? RoleWithSid(session, sid)?.Name;
        return ServerPrincipal(session, given)?.Name;
    }

    private static ServerRole? RoleWithSid(SqlSession session, byte[] sid) =>
        sid.Length == 1 ? session.Instance.ServerRoles.FirstOrDefault(role => role.Id == sid[0]) : null;

    private static (string Name, int Id)? ServerPrincipal(SqlSession session, IReadOnlyList<object?> given)
    {
        if (given.Count == 0)
            return (session.Login.Name, 0);
        if (Function.Number(given[0]) is not { } id)
            return null;
        return session.Instance.Logins.Find(id) is { } login ? (login.Name, id)
            : session.Instance.ServerRoles.FirstOrDefault(role => role.Id == id) is { } role ? (role.Name, id)
            : null;
    }

    private static ServerLogin? LoginNamed(SqlSession session, IReadOnlyList<object?> given) =>
        session.Instance.Logins.Find(given.Count == 0 ? session.Login.Name : Function.Text(given[0]) ?? "");

    private static byte[]? WindowsSid(SqlSession session, string? name) =>
        name is not null
        && session.Instance.Logins.Find(name) is { Kind: ServerPrincipalKind.WindowsLogin or ServerPrincipalKind.WindowsGroup } login
            ? login.Sid
            : null;

    private static object? SuserSid(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? session.Login.Sid
        : Function.Text(given[0]) is not { } name ? null
        : session.Instance.Logins.Find(name)?.Sid
            ?? (session.Instance.FindServerRole(name) is { } role ? new[] { (byte)role.Id } : null)
            ?? (
                name.Contains('\\', StringComparison.Ordinal) && WindowsAccounts.IsKnown(session.Instance, name)
                    ? WellKnownSids.Account(name)
                    : null
            );

    private static object? UserName(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? Current(session).Name
        : Function.Number(given[0]) is { } id ? DatabasePrincipals.Find(session.Database, id)?.Name
        : null;

    private static object? UserId(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? Current(session).Id
        : Function.Text(given[0]) is { } name ? DatabasePrincipals.Find(session.Database, name)?.Id
        : null;

    private static object? IsServerRoleMember(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Text(given[0]) is not { } name || session.Instance.FindServerRole(name) is not { } role)
            return null;
        if (given.Count == 1)
            return Flag(role.Name == "public" || session.Login.IsSysAdmin || session.Login.ServerRoles.Contains(role.Name));
        return session.Instance.Logins.Find(Function.Text(given[1]) ?? "") is { } login
            ? Flag(role.Name == "public" || login.Roles.Contains("sysadmin") || login.Roles.Contains(role.Name))
            : null;
    }

    private static object? IsRoleMember(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Text(given[0]) is not { } name || DatabasePrincipals.Find(session.Database, name) is not { } role)
            return null;
        if (given.Count == 1)
            return Flag(Current(session).Roles.Contains(role.Name));
        return DatabasePrincipals.Find(session.Database, Function.Text(given[1]) ?? "") is { } member
            ? Flag(DatabasePrincipals.RolesOf(session.Database, member).Contains(role.Name))
            : null;
    }

    private static object? ComparePassword(SqlSession session, IReadOnlyList<object?> given) =>
        Function.Text(given[0]) is { } password && given[1] is byte[] hash ? Flag(PasswordHash.Matches(password, hash)) : null;

    internal static int Flag(bool value) => value ? 1 : 0;
}
