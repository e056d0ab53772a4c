using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Security;

/// <summary>Users, roles, schemas and permissions of a database.</summary>
internal static class DatabasePrincipalViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            Principals().Build(),
            RoleMembers().Build(),
            PermissionRow.View("sys.database_permissions", (_, database) => PermissionRows(database)).Build(),
            Schemas().Build(),
        ];

    internal static (string Letter, string Description) TypeOf(PrincipalDefinition principal) =>
        principal.Kind switch
        {
            PrincipalKind.Role => ("R", "DATABASE_ROLE"),
            PrincipalKind.WindowsUser => ("U", "WINDOWS_USER"),
            PrincipalKind.WindowsGroup => ("G", "WINDOWS_GROUP"),
            _ => ("S", "SQL_USER"),
        };

    // 0: no login, 1: SQL Server login, 3: Windows.
    private static (int Type, string Description) Authentication(PrincipalDefinition principal) =>
        principal.Kind switch
        {
            PrincipalKind.WindowsUser or PrincipalKind.WindowsGroup => (3, "WINDOWS"),
            PrincipalKind.SqlUser when principal.Sid is { Length: > 1 } || principal.Id == DatabasePrincipals.Dbo => (1, "INSTANCE"),
            _ => (0, "NONE"),
        };

    private static ViewOf<PrincipalDefinition> Principals() =>
        new ViewOf<PrincipalDefinition>("sys.database_principals", (_, database) => DatabasePrincipals.All(database))
            .Column("name sysname", principal => principal.Name)
            .Column("principal_id int", principal => principal.Id)
            .Column("type char(1)", principal => TypeOf(principal).Letter)
            .Column("type_desc nvarchar(60)", principal => TypeOf(principal).Description)
            .Column("default_schema_name sysname", principal => DatabasePrincipals.IsRole(principal) ? null : principal.DefaultSchema)
            .Column("create_date datetime", principal => principal.CreateDate)
            .Column("modify_date datetime", principal => principal.ModifyDate)
            .Column("owning_principal_id int", principal => DatabasePrincipals.IsRole(principal) ? 1 : null)
            .Column("sid varbinary(85)", principal => principal.Sid ?? RoleSid(principal))
            .Column("is_fixed_role bit", principal => principal.IsFixedRole)
            .Column("authentication_type int", principal => Authentication(principal).Type)
            .Column("authentication_type_desc nvarchar(60)", principal => Authentication(principal).Description)
            .Columns("default_language_name sysname, default_language_lcid int, allow_encrypted_value_modifications bit = 0");

    // A role's SID ends in its principal id, as real ones do.
    private static byte[]? RoleSid(PrincipalDefinition principal)
    {
        if (!DatabasePrincipals.IsRole(principal))
            return null;
        var sid = new byte[28];
        sid[0] = 1;
        sid[1] = 5;
        sid[7] = 9;
        sid[8] = 4;
        BitConverter.TryWriteBytes(sid.AsSpan(24), principal.Id);
        return sid;
    }

    private static ViewOf<(int Role, int Member)> RoleMembers() =>
        new ViewOf<(int Role, int Member)>("sys.database_role_members", (_, database) => Memberships(database))
            .Column("role_principal_id int", row => row.Role)
            .Column("member_principal_id int", row => row.Member);

    /// <summary>Who is in which role; dbo is in db_owner.</summary>
    internal static IEnumerable<(int Role, int Member)> Memberships(Database database)
    {
        var owner = DatabasePrincipals.Find(database, "db_owner")!;
        return DatabasePrincipals
            .All(database)
            .SelectMany(member =>
                member
                    .MemberOf.Select(name => DatabasePrincipals.Find(database, name))
                    .OfType<PrincipalDefinition>()
                    .Select(role => (role.Id, member.Id))
            )
            .Prepend((owner.Id, DatabasePrincipals.Dbo));
    }

    private static readonly (int, string) OnDatabase = (0, "DATABASE");

    private static IEnumerable<PermissionRow> PermissionRows(Database database)
    {
        yield return new PermissionRow(OnDatabase, 0, DatabasePrincipals.Dbo, "CONNECT", false);
        if (database.Name is "master" or "tempdb" or "msdb")
            yield return new PermissionRow(OnDatabase, 0, DatabasePrincipals.Guest, "CONNECT", false);
        foreach (var user in DatabasePrincipals.Users(database).Where(user => user.Id > 4))
            yield return new PermissionRow(OnDatabase, 0, user.Id, "CONNECT", false);
        foreach (var entry in DatabasePermissions.Entries(database))
            if (DatabasePrincipals.Find(database, entry.Grantee) is { } grantee)
                yield return new PermissionRow(ClassOf(database, entry), entry.ObjectId, grantee.Id, entry.Permission, entry.IsDeny);
    }

    private static (int, string) ClassOf(Database database, PermissionDefinition entry) =>
        entry.ObjectId == 0 ? OnDatabase
        : DatabaseSchemas.Find(database, entry.ObjectId) is not null ? (3, "SCHEMA")
        : DatabasePrincipals.Find(database, entry.ObjectId) is not null ? (4, "DATABASE_PRINCIPAL")
        : (1, "OBJECT_OR_COLUMN");

    private static ViewOf<(Database Database, SchemaDefinition Schema)> Schemas() =>
        new ViewOf<(Database Database, SchemaDefinition Schema)>(
            "sys.schemas",
            (_, database) => DatabaseSchemas.All(database).Select(schema => (database, schema))
        )
            .Column("name sysname", row => row.Schema.Name)
            .Column("schema_id int", row => row.Schema.Id)
            .Column("principal_id int", row => DatabasePrincipals.Find(row.Database, row.Schema.Owner)?.Id ?? 1);
}
