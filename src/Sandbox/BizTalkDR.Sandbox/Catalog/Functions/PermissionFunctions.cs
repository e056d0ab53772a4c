using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>HAS_PERMS_BY_NAME and fn_my_permissions.</summary>
internal static class PermissionFunctions
{
    private static readonly string[] OnObjects =
    [
        "SELECT",
        "UPDATE",
        "REFERENCES",
        "INSERT",
        "DELETE",
        "EXECUTE",
        "VIEW CHANGE TRACKING",
        "VIEW DEFINITION",
        "ALTER",
        "TAKE OWNERSHIP",
        "CONTROL",
    ];

    private sealed record Held(string Entity, string Permission);

    internal static SystemTableFunction MyPermissions() =>
        new ViewOf<Held>("sys.fn_my_permissions", (_, _) => [])
            .Column("entity_name nvarchar(128)", held => held.Entity)
            .Columns("subentity_name nvarchar(128)")
            .Column("permission_name nvarchar(60)", held => held.Permission)
            .BuildFunction((session, _, given) => Mine(session, Function.Text(given[0]), Function.Text(given[1])));

    internal static object? HasByName(SqlSession session, IReadOnlyList<object?> given)
    {
        var securable = Function.Text(given[0]);
        var permission = Function.Text(given[2])?.ToUpperInvariant();
        var isAny = permission == "ANY";
        switch (Function.Text(given[1])?.ToUpperInvariant())
        {
            case null or "SERVER":
                return permission is null ? null : Flag(isAny || Permissions.HasServer(session, permission));
            case "DATABASE":
                var database = securable is null ? session.Database : session.Instance.FindDatabase(Name.Unquote(securable));
                if (database is null || permission is null)
                    return null;
                return Flag(isAny ? Permissions.HasAccess(database, session.Login) : Permissions.Has(session, database, permission));
            case "LOGIN":
                return securable is not null && permission is not null && session.Instance.Logins.Find(Name.Unquote(securable)) is { } login
                    ? Flag(session.Instance.ServerPermissions.Has(session.Login, permission, login.Name))
                    : null;
            case "OBJECT":
                return
                    securable is not null
                    && permission is not null
                    && Name.Find(session, securable) is var (owner, found)
                    && found is not null
                    ? Flag(isAny || Permissions.Has(session, owner, permission, found.Source as SchemaEntry))
                    : null;
            case "SCHEMA":
            case "USER":
            case "ROLE":
                return permission is null ? null : Flag(Permissions.Has(session, session.Database, permission));
            default:
                return null;
        }
    }

    private static IEnumerable<Held> Mine(SqlSession session, string? securable, string? kind)
    {
        switch (kind?.ToUpperInvariant())
        {
            case "SERVER" or null:
                return ServerPermissions
                    .All.Where(permission => Permissions.HasServer(session, permission))
                    .Select(permission => new Held("server", permission));
            case "DATABASE":
                return DatabasePermissions
                    .All.Where(permission => Permissions.Has(session, session.Database, permission))
                    .Select(permission => new Held("database", permission));
            case "OBJECT" when securable is not null && Name.Find(session, securable) is var (owner, found) && found is not null:
                return OnObjects
                    .Where(permission => Permissions.Has(session, owner, permission, found.Source as SchemaEntry))
                    .Select(permission => new Held(securable, permission));
            default:
                return [];
        }
    }

    private static int Flag(bool value) => value ? 1 : 0;
}
