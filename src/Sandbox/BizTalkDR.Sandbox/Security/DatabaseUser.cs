using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Security;

/// <summary>
/// Who a login is in a database: dbo for its owner and for sysadmin, the user with the login's SID, guest where guest may connect.
/// </summary>
/// <param name="Id">principal_id.</param>
/// <param name="Name">USER_NAME().</param>
/// <param name="DefaultSchema">Where an unqualified name is looked for first.</param>
/// <param name="Roles">The roles it is in, directly and through others, public included.</param>
internal sealed record DatabaseUser(int Id, string Name, string DefaultSchema, IReadOnlySet<string> Roles)
{
    private static readonly string[] WithGuest = ["master", "tempdb", "msdb"];

    internal bool IsOwner => Id == DatabasePrincipals.Dbo || Roles.Contains("db_owner");

    /// <summary>The login's user, or null when it has no access (916).</summary>
    internal static DatabaseUser? Of(Database database, LoginContext login)
    {
        if (login.IsSysAdmin || login.Sid.AsSpan().SequenceEqual(database.OwnerSid))
            return new DatabaseUser(DatabasePrincipals.Dbo, "dbo", "dbo", RoleSet("db_owner"));
        var principals = DatabasePrincipals.Users(database);
        var own = principals.FirstOrDefault(user => user.Sid is { } sid && sid.AsSpan().SequenceEqual(login.Sid));
        if (own is not null)
            return Of(database, own);
        return HasGuest(database) ? new DatabaseUser(DatabasePrincipals.Guest, "guest", "guest", RoleSet()) : null;
    }

    internal static DatabaseUser Of(Database database, PrincipalDefinition user) =>
        new(user.Id, user.Name, user.DefaultSchema ?? "dbo", DatabasePrincipals.RolesOf(database, user));

    internal static bool HasGuest(Database database) =>
        WithGuest.Contains(database.Name, StringComparer.OrdinalIgnoreCase)
        || DatabasePermissions
            .Entries(database)
            .Any(entry => !entry.IsDeny && entry.Grantee == "guest" && entry.Permission == "CONNECT" && entry.ObjectId == 0);

    private static HashSet<string> RoleSet(params string[] roles) => new(roles, StringComparer.OrdinalIgnoreCase) { "public" };
}
