using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;

namespace BizTalkDR.Logins.Import;

/// <summary>The statements that make a login what it is on the source. None takes parameters: what goes in is quoted, or was checked to be hexadecimal.</summary>
internal static class LoginStatements
{
    public static string Quote(string name) => SqlIdentifier.Quote(name);

    /// <summary>
    /// HASHED can't be used while CHECK_POLICY is ON (https://learn.microsoft.com/sql/t-sql/statements/alter-login-transact-sql; 15118): the policy is set
    /// afterwards, when there is no password to check any more.
    /// </summary>
    public static string Create(LoginDefinition login, string? database, string? language)
    {
        List<string> options =
            login.Kind == LoginKind.SqlLogin
                ? [$"PASSWORD = {login.PasswordHash} HASHED", $"SID = {login.Sid}", "CHECK_EXPIRATION = OFF", "CHECK_POLICY = OFF"]
                : [];
        if (database is not null)
            options.Add($"DEFAULT_DATABASE = {Quote(database)}");
        if (language is not null)
            options.Add($"DEFAULT_LANGUAGE = {Quote(language)}");
        return $"CREATE LOGIN {Quote(login.Name)}"
            + (login.Kind == LoginKind.SqlLogin ? "" : " FROM WINDOWS")
            + (options.Count == 0 ? "" : $" WITH {string.Join(", ", options)}");
    }

    public static string Policy(string login, bool checksPolicy, bool checksExpiration) =>
        $"ALTER LOGIN {Quote(login)} WITH CHECK_POLICY = {OnOff(checksPolicy)}, CHECK_EXPIRATION = {OnOff(checksExpiration)}";

    public static string Password(string login, string hash) => $"ALTER LOGIN {Quote(login)} WITH PASSWORD = {hash} HASHED";

    public static string Database(string login, string database) => $"ALTER LOGIN {Quote(login)} WITH DEFAULT_DATABASE = {Quote(database)}";

    public static string Language(string login, string language) => $"ALTER LOGIN {Quote(login)} WITH DEFAULT_LANGUAGE = {Quote(language)}";

    public static string Enabled(string login, bool isEnabled) => $"ALTER LOGIN {Quote(login)} {(isEnabled ? "ENABLE" : "DISABLE")}";

    public static string Member(string role, string login, bool isMember) =>
        $"ALTER SERVER ROLE {Quote(role)} {(isMember ? "ADD" : "DROP")} MEMBER {Quote(login)}";

    /// <param name="permission">The permission as it is to be.</param>
    /// <param name="login">Who gets it.</param>
    /// <param name="cascades">Whether it could be passed on until now: a DENY without CASCADE is refused then (4611).</param>
    public static string Permit(LoginPermission permission, string login, bool cascades) =>
        $"{(permission.State == LoginPermissionState.Deny ? "DENY" : "GRANT")} {permission.Name}{On(permission)} TO {Quote(login)}"
        + permission.State switch
        {
            LoginPermissionState.GrantWithGrantOption => " WITH GRANT OPTION",
            LoginPermissionState.Deny when cascades => " CASCADE",
            _ => "",
        };

    public static string Revoke(LoginPermission permission, string login) =>
        $"REVOKE {permission.Name}{On(permission)} FROM {Quote(login)}"
        + (permission.State == LoginPermissionState.GrantWithGrantOption ? " CASCADE" : "");

    private static string On(LoginPermission permission) =>
        permission.Securable switch
        {
            LoginSecurable.Login => $" ON LOGIN::{Quote(permission.On!)}",
            LoginSecurable.Endpoint => $" ON ENDPOINT::{Quote(permission.On!)}",
            _ => "",
        };

    private static string OnOff(bool on) => on ? "ON" : "OFF";
}
