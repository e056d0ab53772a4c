using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Views.Security;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>The older procedures about users and roles of a database; sp_change_users_login reports orphans.</summary>
internal static class UserProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_adduser", "@loginame sysname, @name_in_db sysname = null, @grpname sysname = null", AddUser),
            Procedure.Of("sp_grantdbaccess", "@loginame sysname, @name_in_db sysname = null output", AddUser),
            Procedure.Of("sp_dropuser", "@name_in_db sysname", call => UserCommands.DropUser(call.Session, call.Text("@name_in_db")!)),
            Procedure.Of(
                "sp_revokedbaccess",
                "@name_in_db sysname",
                call => UserCommands.DropUser(call.Session, call.Text("@name_in_db")!)
            ),
            Procedure.Of(
                "sp_addrole",
                "@rolename sysname, @ownername sysname = null",
                call => UserCommands.CreateRole(call.Session, call.Text("@rolename")!)
            ),
            Procedure.Of("sp_droprole", "@rolename sysname", call => UserCommands.DropRole(call.Session, call.Text("@rolename")!)),
            Procedure.Of("sp_addrolemember", "@rolename sysname, @membername sysname", call => SetMember(call, true)),
            Procedure.Of("sp_droprolemember", "@rolename sysname, @membername sysname", call => SetMember(call, false)),
            Procedure.Of("sp_helpuser", "@name_in_db sysname = null", HelpUser),
            Procedure.Of("sp_helprole", "@rolename sysname = null", HelpRole),
            Procedure.Of("sp_helprolemember", "@rolename sysname = null", HelpMember),
            Procedure.Of(
                "sp_change_users_login",
                "@Action varchar(10), @UserNamePattern sysname = null, @LoginName sysname = null, @Password sysname = null",
                ChangeLogin
            ),
        ];

    private static void AddUser(SystemProcedureCall call)
    {
        var login = call.Text("@loginame")!;
        UserCommands.CreateUser(call.Session, call.Text("@name_in_db") ?? login, login, null);
        if (call.Values.GetValueOrDefault("@grpname") is string role)
            UserCommands.SetMember(call.Session, role, call.Text("@name_in_db") ?? login, true);
    }

    private static void SetMember(SystemProcedureCall call, bool isMember) =>
        UserCommands.SetMember(call.Session, call.Text("@rolename")!, call.Text("@membername")!, isMember);

    private static void HelpUser(SystemProcedureCall call)
    {
        var database = call.Database;
        var name = call.Text("@name_in_db");
        var users = DatabasePrincipals.Users(database).Where(user => name is null || user.Name.SameAs(name)).ToList();
        if (name is not null && users.Count == 0)
            throw MessageCatalog.Error(15198, name);
        call.SendRows(
            "UserName sysname, RoleName sysname, LoginName sysname, DefDBName sysname, DefSchemaName sysname, UserID char(10), SID varbinary(85)",
            users.SelectMany(user =>
                (user.MemberOf.Count == 0 ? [user.Id == DatabasePrincipals.Dbo ? "db_owner" : "public"] : user.MemberOf).Select(role =>
                {
                    var login = database.Instance.Logins.Find(user.Sid);
                    return new object?[]
                    {
                        user.Name,
                        role,
                        login?.Name,
                        login?.DefaultDatabase,
                        user.DefaultSchema,
                        user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture).PadRight(10),
                        user.Sid,
                    };
                })
            )
        );
    }

    private static void HelpRole(SystemProcedureCall call)
    {
        var name = call.Text("@rolename");
        call.SendRows(
            "RoleName sysname, RoleId smallint, IsAppRole int",
            DatabasePrincipals
                .Roles(call.Database)
                .Where(role => name is null || role.Name.SameAs(name))
                .Select(role => new object?[] { role.Name, role.Id, 0 })
        );
    }

    private static void HelpMember(SystemProcedureCall call)
    {
        var name = call.Text("@rolename");
        if (name is not null && !DatabasePrincipals.Roles(call.Database).Any(role => role.Name.SameAs(name)))
            throw MessageCatalog.Error(15410, name);
        call.SendRows(
            "DbRole sysname, MemberName sysname, MemberSID varbinary(85)",
            DatabasePrincipalViews
                .Memberships(call.Database)
                .Select(row =>
                    (Role: DatabasePrincipals.Find(call.Database, row.Role)!, Member: DatabasePrincipals.Find(call.Database, row.Member)!)
                )
                .Where(row => name is null || row.Role.Name.SameAs(name))
                .Select(row => new object?[] { row.Role.Name, row.Member.Name, row.Member.Sid })
        );
    }

    private static void ChangeLogin(SystemProcedureCall call)
    {
        var user = call.Text("@UserNamePattern");
        switch (call.Text("@Action")!.ToUpperInvariant())
        {
            case "REPORT":
                call.SendRows(
                    "UserName sysname, UserSID varbinary(85)",
                    Orphans(call.Database).Select(orphan => new object?[] { orphan.Name, orphan.Sid })
                );
                break;
            case "UPDATE_ONE" when user is not null && call.Text("@LoginName") is { } login:
                UserCommands.AlterUser(call.Session, user, null, login, null);
                break;
            case "AUTO_FIX" when user is not null:
                if (call.Session.Instance.Logins.Find(user) is null && call.Text("@Password") is { } password)
                    LoginCommands.Create(call.Session, user, new LoginOptions { Password = password, CheckPolicy = false });
                UserCommands.AlterUser(call.Session, user, null, user, null);
                break;
            default:
                throw MessageCatalog.Error(15600, "sys.sp_change_users_login");
        }
    }

    /// <summary>SQL users whose SID has no login; a user made WITHOUT LOGIN is none.</summary>
    private static IEnumerable<PrincipalDefinition> Orphans(Database database) =>
        DatabasePrincipals
            .Users(database)
            .Where(user =>
                user.Kind == PrincipalKind.SqlUser
                && user.Id > 4
                && user.Sid is { Length: <= 16 }
                && database.Instance.Logins.Find(user.Sid) is null
            );
}
