using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Commands;

internal enum PermissionAction
{
    Grant,
    Deny,
    Revoke,
}

/// <summary>What GRANT, DENY and REVOKE say of passing a permission on.</summary>
[Flags]
internal enum GrantOption
{
    None = 0,

    /// <summary>WITH GRANT OPTION.</summary>
    MayPassOn = 1,

    /// <summary>CASCADE: those it was passed on to lose it too.</summary>
    Cascade = 2,

    /// <summary>GRANT OPTION FOR: the permission itself stays.</summary>
    OfOptionOnly = 4,
}

/// <summary>GRANT, DENY and REVOKE.</summary>
internal static class PermissionCommands
{
    /// <summary>On the server, or on a login. Throws 15151 when there is no such grantee, 4621 outside master.</summary>
    /// <param name="session">Who grants.</param>
    /// <param name="action">Which of the three.</param>
    /// <param name="permission">In capitals.</param>
    /// <param name="onLogin">The login it is about; null for the server.</param>
    /// <param name="grantee">The login or role.</param>
    /// <param name="option">WITH GRANT OPTION, GRANT OPTION FOR and CASCADE.</param>
    internal static void OnServer(
        SqlSession session,
        PermissionAction action,
        string permission,
        string? onLogin,
        string grantee,
        GrantOption option = GrantOption.None
    )
    {
        if (!session.DatabaseName.SameAs("master"))
            throw MessageCatalog.Error(4621);
        Permissions.CheckAdministrator(session, "CONTROL SERVER");
        var instance = session.Instance;
        var name = instance.Logins.Find(grantee)?.Name ?? instance.FindServerRole(grantee)?.Name;
        if (name is null)
            throw MessageCatalog.Error(15151, "find", "login", grantee);
        var mayPassOn = instance.ServerPermissions.Entries.Any(entry =>
            entry.MayPassOn && entry.Grantee.SameAs(name) && entry.Permission.SameAs(permission) && entry.OnLogin.SameAs(onLogin)
        );
        if (mayPassOn && action != PermissionAction.Grant && !option.HasFlag(GrantOption.Cascade))
            throw MessageCatalog.Error(4611);
        if (action == PermissionAction.Revoke && !option.HasFlag(GrantOption.OfOptionOnly))
            instance.ServerPermissions.Remove(name, permission, onLogin);
        else
            instance.ServerPermissions.Set(
                new ServerPermission(
                    name,
                    permission,
                    action == PermissionAction.Deny,
                    onLogin,
                    action == PermissionAction.Grant && (mayPassOn || option.HasFlag(GrantOption.MayPassOn))
                )
            );
    }

    /// <summary>In the session's database.</summary>
    /// <param name="session">Who grants.</param>
    /// <param name="action">Which of the three.</param>
    /// <param name="permission">In capitals; ALL stands for what the securable has.</param>
    /// <param name="securableId">0 for the database, else the id of a schema, object or principal.</param>
    /// <param name="grantee">The user or role.</param>
    internal static void InDatabase(SqlSession session, PermissionAction action, string permission, int securableId, string grantee)
    {
        var database = session.Database;
        var securable = securableId == 0 ? null : database.Find(securableId) as SchemaEntry;
        if (!Permissions.Has(session, database, "CONTROL", securable))
            throw MessageCatalog.Error(15151, "find", securableId == 0 ? "database" : "object", securable?.Name ?? database.Name);
        if (DatabasePrincipals.Find(database, grantee) is not { } principal)
            throw MessageCatalog.Error(15151, "find", "user", grantee);
        if (principal.Id is 1 or 3 or 4 || principal.IsFixedRole)
            throw MessageCatalog.Error(4617);
        CatalogChange.Make(
            session,
            transaction =>
            {
                var before = DatabasePermissions
                    .Entries(database)
                    .Where(entry =>
                        entry.ObjectId == securableId && entry.Grantee.SameAs(principal.Name) && entry.Permission.SameAs(permission)
                    );
                foreach (var entry in before.ToList())
                    database.Remove(transaction, entry);
                if (action != PermissionAction.Revoke)
                    database.Add(
                        transaction,
                        new PermissionDefinition
                        {
                            Id = database.NextObjectId(),
                            Name = $"{securableId}|{permission}|{principal.Name}",
                            Grantee = principal.Name,
                            Permission = permission,
                            ObjectId = securableId,
                            IsDeny = action == PermissionAction.Deny,
                        }
                    );
            }
        );
    }
}
