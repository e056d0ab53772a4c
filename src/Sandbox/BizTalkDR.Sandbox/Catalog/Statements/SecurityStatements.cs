using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>GRANT, DENY, REVOKE and ALTER AUTHORIZATION.</summary>
internal static class SecurityStatements
{
    private static readonly string[] AllOnTables = ["SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES"];
    private static readonly string[] AllOnProcedures = ["EXECUTE"];
    private static readonly string[] AllOnDatabases =
    [
        "BACKUP DATABASE",
        "BACKUP LOG",
        "CREATE DATABASE",
        "CREATE DEFAULT",
        "CREATE FUNCTION",
        "CREATE PROCEDURE",
        "CREATE RULE",
        "CREATE TABLE",
        "CREATE VIEW",
    ];

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<GrantStatement>((context, statement) => Change(context, statement, PermissionAction.Grant));
        handlers.Add<DenyStatement>((context, statement) => Change(context, statement, PermissionAction.Deny));
        handlers.Add<RevokeStatement>((context, statement) => Change(context, statement, PermissionAction.Revoke));
        handlers.Add<AlterAuthorizationStatement>(ChangeOwner);
    }

    private static void Change(StatementContext context, SecurityStatement statement, PermissionAction action)
    {
        var securable = Find(context, statement.SecurityTargetObject);
        foreach (var permission in statement.Permissions.SelectMany(permission => Expand(permission, securable)))
        foreach (var principal in statement.Principals)
            Change(
                context,
                action,
                permission,
                securable,
                principal.PrincipalType == PrincipalType.Public ? "public" : principal.Identifier.Value,
                OptionOf(statement)
            );
    }

    private static GrantOption OptionOf(SecurityStatement statement) =>
        statement switch
        {
            GrantStatement { WithGrantOption: true } => GrantOption.MayPassOn,
            DenyStatement { CascadeOption: true } => GrantOption.Cascade,
            RevokeStatement revoke => (revoke.CascadeOption ? GrantOption.Cascade : GrantOption.None)
                | (revoke.GrantOptionFor ? GrantOption.OfOptionOnly : GrantOption.None),
            _ => GrantOption.None,
        };

    private static void Change(
        StatementContext context,
        PermissionAction action,
        string permission,
        Securable securable,
        string grantee,
        GrantOption option
    )
    {
        if (securable.IsServer || (securable.Id == 0 && IsOfServer(permission)))
            PermissionCommands.OnServer(context.Session, action, permission, securable.Login, grantee, option);
        else
            PermissionCommands.InDatabase(context.Session, action, permission, securable.Id, grantee);
    }

    private static bool IsOfServer(string permission) =>
        ServerPermissions.All.Contains(permission) && !DatabasePermissions.All.Contains(permission);

    /// <param name="Id">In the database: 0 for itself, else an object, schema or principal.</param>
    /// <param name="IsServer">Whether it is the server or a login.</param>
    /// <param name="Login">The login, when it is one.</param>
    /// <param name="Object">The object, when it is one.</param>
    private sealed record Securable(int Id, bool IsServer = false, string? Login = null, CatalogObject? Object = null);

    private static Securable Find(StatementContext context, SecurityTargetObject? target)
    {
        if (target is null)
            return new Securable(0);
        var parts = target.ObjectName.MultiPartIdentifier.Identifiers.Select(identifier => identifier.Value).ToList();
        var name = parts[^1];
        switch (target.ObjectKind)
        {
            case SecurityObjectKind.Server or SecurityObjectKind.Endpoint or SecurityObjectKind.AvailabilityGroup:
                return new Securable(0, IsServer: true);
            case SecurityObjectKind.Login:
                LoginCommands.FindFor(context.Session, "find", name);
                return new Securable(0, IsServer: true, Login: name);
            case SecurityObjectKind.Database:
                return new Securable(0);
            case SecurityObjectKind.Schema:
                return new Securable(DatabaseSchemas.Find(context.Database, name)?.Id ?? throw NotFound("schema", name));
            case SecurityObjectKind.User or SecurityObjectKind.Role or SecurityObjectKind.ApplicationRole:
                return new Securable(DatabasePrincipals.Find(context.Database, name)?.Id ?? throw NotFound("user", name));
            case SecurityObjectKind.Type:
                var type = context.Database.Entries.OfType<UserTypeDefinition>().FirstOrDefault(found => found.Name.SameAs(name));
                return new Securable(type?.Id ?? throw NotFound("type", name));
            default:
                var found = Name.Find(context.Session, string.Join('.', parts.Select(Name.Quote))).Object;
                return new Securable(found?.Id ?? throw NotFound("object", name), Object: found);
        }
    }

    private static SqlServerException NotFound(string kind, string name) => MessageCatalog.Error(15151, "find", kind, name);

    private static IEnumerable<string> Expand(Permission permission, Securable securable)
    {
        var name = string.Join(' ', permission.Identifiers.Select(identifier => identifier.Value)).ToUpperInvariant();
        return name switch
        {
            "ALL" or "ALL PRIVILEGES" => securable.Object?.Type switch
            {
                null => AllOnDatabases,
                "P" or "X" or "FN" => AllOnProcedures,
                _ => AllOnTables,
            },
            "EXEC" => AllOnProcedures,
            _ => [name],
        };
    }

    private static void ChangeOwner(StatementContext context, AlterAuthorizationStatement statement)
    {
        var target = statement.SecurityTargetObject;
        var name = target.ObjectName.MultiPartIdentifier.Identifiers[^1].Value;
        switch (target.ObjectKind)
        {
            case SecurityObjectKind.Database:
                var database = context.Instance.FindDatabase(name) ?? throw NotFound("database", name);
                OwnershipCommands.SetDatabaseOwner(context.Session, database, statement.PrincipalName.Value);
                break;
            case SecurityObjectKind.Schema:
                OwnershipCommands.SetSchemaOwner(context.Session, name, statement.PrincipalName.Value);
                break;
            default:
                // Objects belong to the owner of their schema in the sandbox: only whether they are there can be told.
                Find(context, target);
                break;
        }
    }
}
