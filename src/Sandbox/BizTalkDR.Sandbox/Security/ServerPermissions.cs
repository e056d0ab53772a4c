using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Security;

/// <summary>A GRANT or DENY on the server, or on one of its logins (IMPERSONATE) or endpoints.</summary>
/// <param name="Grantee">The login or server role.</param>
/// <param name="Permission">In capitals, such as VIEW SERVER STATE.</param>
/// <param name="IsDeny">DENY, which wins over any GRANT.</param>
/// <param name="OnLogin">The login it is about, or null for the server.</param>
/// <param name="MayPassOn">WITH GRANT OPTION.</param>
internal sealed record ServerPermission(string Grantee, string Permission, bool IsDeny, string? OnLogin = null, bool MayPassOn = false);

/// <summary>What logins may do on the server: fixed roles, GRANT and DENY, and the permissions that one includes.</summary>
internal sealed class ServerPermissions
{
    private static readonly Dictionary<string, string[]> OfFixedRole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["securityadmin"] = ["ALTER ANY LOGIN", "CONNECT SQL"],
        ["serveradmin"] = ["ALTER ANY ENDPOINT", "ALTER RESOURCES", "ALTER SERVER STATE", "ALTER SETTINGS", "SHUTDOWN"],
        ["setupadmin"] = ["ALTER ANY LINKED SERVER"],
        ["processadmin"] = ["ALTER ANY CONNECTION", "ALTER SERVER STATE"],
        ["diskadmin"] = ["ALTER RESOURCES"],
        ["dbcreator"] = ["CREATE ANY DATABASE", "ALTER ANY DATABASE"],
        ["bulkadmin"] = ["ADMINISTER BULK OPERATIONS"],
        ["public"] = ["VIEW ANY DATABASE"],
    };

    private static readonly Dictionary<string, string[]> Includes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ALTER ANY DATABASE"] = ["CREATE ANY DATABASE", "VIEW ANY DATABASE"],
        ["ALTER SERVER STATE"] = ["VIEW SERVER STATE"],
        ["VIEW ANY DEFINITION"] = ["VIEW ANY DATABASE"],
        ["ALTER ANY ENDPOINT"] = ["CREATE ENDPOINT"],
        ["ALTER ANY SERVER ROLE"] = ["CREATE SERVER ROLE"],
        ["IMPERSONATE ANY LOGIN"] = ["IMPERSONATE"],
    };

    /// <summary>Every permission on the server that GRANT knows (sys.fn_builtin_permissions('SERVER')).</summary>
    internal static readonly IReadOnlyList<string> All =
    [
        "ADMINISTER BULK OPERATIONS",
        "ALTER ANY AVAILABILITY GROUP",
        "ALTER ANY CONNECTION",
        "ALTER ANY CREDENTIAL",
        "ALTER ANY DATABASE",
        "ALTER ANY ENDPOINT",
        "ALTER ANY EVENT NOTIFICATION",
        "ALTER ANY EVENT SESSION",
        "ALTER ANY LINKED SERVER",
        "ALTER ANY LOGIN",
        "ALTER ANY SERVER AUDIT",
        "ALTER ANY SERVER ROLE",
        "ALTER RESOURCES",
        "ALTER SERVER STATE",
        "ALTER SETTINGS",
        "ALTER TRACE",
        "AUTHENTICATE SERVER",
        "CONNECT ANY DATABASE",
        "CONNECT SQL",
        "CONTROL SERVER",
        "CREATE ANY DATABASE",
        "CREATE AVAILABILITY GROUP",
        "CREATE DDL EVENT NOTIFICATION",
        "CREATE ENDPOINT",
        "CREATE SERVER ROLE",
        "CREATE TRACE EVENT NOTIFICATION",
        "EXTERNAL ACCESS ASSEMBLY",
        "IMPERSONATE ANY LOGIN",
        "SELECT ALL USER SECURABLES",
        "SHUTDOWN",
        "UNSAFE ASSEMBLY",
        "VIEW ANY DATABASE",
        "VIEW ANY DEFINITION",
        "VIEW SERVER STATE",
    ];

    private readonly Lock latch = new();
    private readonly List<ServerPermission> entries = [];

    /// <summary>All GRANTs and DENYs as of now.</summary>
    internal IReadOnlyList<ServerPermission> Entries
    {
        get
        {
            lock (latch)
                return [.. entries];
        }
    }

    internal void Set(ServerPermission permission)
    {
        lock (latch)
        {
            RemoveUnlocked(permission.Grantee, permission.Permission, permission.OnLogin);
            entries.Add(permission);
        }
    }

    /// <summary>REVOKE.</summary>
    internal void Remove(string grantee, string permission, string? onLogin = null)
    {
        lock (latch)
            RemoveUnlocked(grantee, permission, onLogin);
    }

    /// <summary>Forgets all that was granted to a login or role that is dropped.</summary>
    internal void RemoveAll(string name)
    {
        lock (latch)
            entries.RemoveAll(entry => entry.Grantee.SameAs(name) || (entry.OnLogin is not null && entry.OnLogin.SameAs(name)));
    }

    /// <summary>Whether a permission on the server was denied to this very login or role.</summary>
    internal bool IsDenied(string grantee, string permission) =>
        Entries.Any(entry =>
            entry is { IsDeny: true, OnLogin: null } && entry.Grantee.SameAs(grantee) && entry.Permission.SameAs(permission)
        );

    /// <summary>Whether a login may, through its roles or for itself.</summary>
    internal bool Has(LoginContext login, string permission, string? onLogin = null)
    {
        if (login.IsSysAdmin)
            return true;
        var grantees = new HashSet<string>(login.ServerRoles, StringComparer.OrdinalIgnoreCase) { login.Name, "public" };
        var own = Entries.Where(entry => grantees.Contains(entry.Grantee) && Concerns(entry, onLogin)).ToList();
        if (own.Any(entry => entry.IsDeny && Covers(entry.Permission, permission)))
            return false;
        return own.Any(entry => !entry.IsDeny && Covers(entry.Permission, permission))
            || grantees.Any(role => OfFixedRole.GetValueOrDefault(role, []).Any(held => Covers(held, permission)))
            || permission.SameAs("CONNECT SQL");
    }

    private static bool Concerns(ServerPermission entry, string? onLogin) =>
        entry.OnLogin is null || (onLogin is not null && entry.OnLogin.SameAs(onLogin));

    private static bool Covers(string held, string wanted) =>
        held.SameAs(wanted)
        || held.SameAs("CONTROL SERVER")
        || Includes.GetValueOrDefault(held, []).Contains(wanted, StringComparer.OrdinalIgnoreCase);

    private void RemoveUnlocked(string grantee, string permission, string? onLogin) =>
        entries.RemoveAll(entry => entry.Grantee.SameAs(grantee) && entry.Permission.SameAs(permission) && entry.OnLogin.SameAs(onLogin));
}
