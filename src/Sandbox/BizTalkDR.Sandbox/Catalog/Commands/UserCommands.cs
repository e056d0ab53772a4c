using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>CREATE, ALTER and DROP USER and ROLE, and role members, in the session's database.</summary>
internal static class UserCommands
{
    /// <summary>CREATE USER.</summary>
    /// <param name="session">In whose current database.</param>
    /// <param name="name">The user.</param>
    /// <param name="loginName">The login; null for WITHOUT LOGIN.</param>
    /// <param name="defaultSchema">DEFAULT_SCHEMA; null is dbo.</param>
    internal static void CreateUser(SqlSession session, string name, string? loginName, string? defaultSchema)
    {
        var database = session.Database;
        CheckMay(session, "ALTER ANY USER");
        if (DatabasePrincipals.Find(database, name) is not null)
            throw MessageCatalog.Error(15023, name);
        var login = loginName is null ? null : LoginOrAccount(session, loginName);
        if (login is { } known && DatabasePrincipals.Users(database).Any(user => Same(user.Sid, known.Sid)))
            throw MessageCatalog.Error(15063);
        var now = session.Instance.Host.Clock.Now;
        Add(
            session,
            new PrincipalDefinition
            {
                Id = DatabasePrincipals.NextId(database),
                Name = name,
                Kind = login?.Kind ?? PrincipalKind.SqlUser,
                Sid = login?.Sid ?? Guid.NewGuid().ToByteArray(),
                DefaultSchema = defaultSchema ?? "dbo",
                CreateDate = now,
                ModifyDate = now,
            }
        );
    }

    /// <summary>ALTER USER: null leaves as it is. LOGIN ties an orphan to a login again.</summary>
    internal static void AlterUser(SqlSession session, string name, string? newName, string? loginName, string? defaultSchema)
    {
        CheckMay(session, "ALTER ANY USER");
        var user = FindMade(session, "alter", "user", name);
        if (newName is not null && DatabasePrincipals.Find(session.Database, newName) is { } taken && taken.Id != user.Id)
            throw MessageCatalog.Error(15023, newName);
        var login = loginName is null ? null : LoginOrAccount(session, loginName);
        if (
            login is { } known
            && DatabasePrincipals.Users(session.Database).Any(other => other.Id != user.Id && Same(other.Sid, known.Sid))
        )
            throw MessageCatalog.Error(15063);
        Replace(
            session,
            user with
            {
                Name = newName ?? user.Name,
                Sid = login?.Sid ?? user.Sid,
                Kind = login?.Kind ?? user.Kind,
                DefaultSchema = defaultSchema ?? user.DefaultSchema,
            }
        );
    }

    internal static void DropUser(SqlSession session, string name)
    {
        CheckMay(session, "ALTER ANY USER");
        if (DatabasePrincipals.Find(session.Database, name) is { } special && DatabasePrincipals.IsBuiltIn(special))
            throw MessageCatalog.Error(15150, name);
        Drop(session, FindMade(session, "drop", "user", name));
    }

    internal static void CreateRole(SqlSession session, string name)
    {
        CheckMay(session, "CREATE ROLE");
        if (DatabasePrincipals.Find(session.Database, name) is not null)
            throw MessageCatalog.Error(15023, name);
        var now = session.Instance.Host.Clock.Now;
        Add(
            session,
            new PrincipalDefinition
            {
                Id = DatabasePrincipals.NextId(session.Database),
                Name = name,
                Kind = PrincipalKind.Role,
                DefaultSchema = null,
                CreateDate = now,
                ModifyDate = now,
            }
        );
    }

    internal static void RenameRole(SqlSession session, string name, string newName)
    {
        CheckMay(session, "ALTER ANY ROLE");
        var role = FindMade(session, "alter", "role", name);
        if (DatabasePrincipals.Find(session.Database, newName) is not null)
            throw MessageCatalog.Error(15023, newName);
        Replace(session, role with { Name = newName });
    }

    internal static void DropRole(SqlSession session, string name)
    {
        CheckMay(session, "ALTER ANY ROLE");
        var role = FindMade(session, "drop", "role", name);
        if (DatabasePrincipals.All(session.Database).Any(member => member.MemberOf.Contains(role.Name, StringComparer.OrdinalIgnoreCase)))
            throw MessageCatalog.Error(15144);
        Drop(session, role);
    }

    /// <summary>ALTER ROLE ... ADD or DROP MEMBER.</summary>
    internal static void SetMember(SqlSession session, string roleName, string memberName, bool isMember)
    {
        var database = session.Database;
        var role = DatabasePrincipals.Roles(database).FirstOrDefault(found => found.Name.SameAs(roleName));
        if (role is null || role.Id == DatabasePrincipals.Public || !Permissions.Has(session, database, MayChange(role)))
            throw MessageCatalog.Error(15151, "alter", "role", roleName);
        if (role.Name.SameAs(memberName))
            throw MessageCatalog.Error(15413);
        var member =
            DatabasePrincipals.Find(database, memberName)
            ?? throw MessageCatalog.Error(15151, isMember ? "add" : "drop", "principal", memberName);
        if (DatabasePrincipals.IsBuiltIn(member))
            throw MessageCatalog.Error(15405, memberName);
        if (isMember && DatabasePrincipals.RolesOf(database, role).Contains(member.Name))
            throw MessageCatalog.Error(15413);
        var roles = member.MemberOf.Where(name => !name.SameAs(role.Name));
        Replace(session, member with { MemberOf = isMember ? [.. roles, role.Name] : [.. roles] });
    }

    // Only an owner changes the members of a fixed role.
    private static string MayChange(PrincipalDefinition role) => role.IsFixedRole ? "CONTROL" : "ALTER ANY ROLE";

    private static PrincipalDefinition FindMade(SqlSession session, string action, string kind, string name) =>
        DatabasePrincipals.Find(session.Database, name) is { } found
        && !DatabasePrincipals.IsBuiltIn(found)
        && DatabasePrincipals.IsRole(found) == (kind == "role")
            ? found
            : throw MessageCatalog.Error(15151, action, kind, name);

    private static (byte[] Sid, PrincipalKind Kind)? LoginOrAccount(SqlSession session, string name)
    {
        if (session.Instance.Logins.Find(name) is { } login)
            return (
                login.Sid,
                login.Kind switch
                {
                    ServerPrincipalKind.WindowsLogin => PrincipalKind.WindowsUser,
                    ServerPrincipalKind.WindowsGroup => PrincipalKind.WindowsGroup,
                    _ => PrincipalKind.SqlUser,
                }
            );
        return name.Contains('\\', StringComparison.Ordinal)
            ? (WellKnownSids.Account(name), PrincipalKind.WindowsUser)
            : throw MessageCatalog.Error(15007, name);
    }

    private static void Drop(SqlSession session, PrincipalDefinition principal)
    {
        if (DatabaseSchemas.All(session.Database).Any(schema => schema.Owner.SameAs(principal.Name)))
            throw MessageCatalog.Error(15138);
        CatalogChange.Make(
            session,
            transaction =>
            {
                foreach (
                    var permission in DatabasePermissions.Entries(session.Database).Where(entry => entry.Grantee.SameAs(principal.Name))
                )
                    session.Database.Remove(transaction, permission);
                session.Database.Remove(transaction, principal);
            }
        );
    }

    private static void Add(SqlSession session, PrincipalDefinition principal) =>
        CatalogChange.Make(session, transaction => session.Database.Add(transaction, principal));

    private static void Replace(SqlSession session, PrincipalDefinition principal) =>
        CatalogChange.Make(
            session,
            transaction => session.Database.Replace(transaction, principal with { ModifyDate = session.Instance.Host.Clock.Now })
        );

    private static void CheckMay(SqlSession session, string permission)
    {
        if (!Permissions.Has(session, session.Database, permission))
            throw MessageCatalog.Error(15247);
    }

    private static bool Same(byte[]? left, byte[] right) => left is not null && left.AsSpan().SequenceEqual(right);
}
