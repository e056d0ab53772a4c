using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Views.Security;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>The older procedures about logins and server roles.</summary>
internal static class LoginProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of(
                "sp_addlogin",
                "@loginame sysname, @passwd sysname = null, @defdb sysname = master, @deflanguage sysname = null, @sid varbinary(16) = null, "
                    + "@encryptopt varchar(20) = null",
                Add
            ),
            Procedure.Of("sp_droplogin", "@loginame sysname", call => LoginCommands.Drop(call.Session, call.Text("@loginame")!)),
            Procedure.Of("sp_grantlogin", "@loginame sysname", Grant),
            Procedure.Of("sp_revokelogin", "@loginame sysname", call => LoginCommands.Drop(call.Session, call.Text("@loginame")!)),
            Procedure.Of("sp_denylogin", "@loginame sysname", Deny),
            Procedure.Of("sp_password", "@old sysname = null, @new sysname, @loginame sysname = null", SetPassword),
            Procedure.Of("sp_defaultdb", "@loginame sysname, @defdb sysname", SetDefaultDatabase),
            Procedure.Of("sp_defaultlanguage", "@loginame sysname, @language sysname = null", SetDefaultLanguage),
            Procedure.Of("sp_addsrvrolemember", "@loginame sysname, @rolename sysname = null", call => SetMember(call, true)),
            Procedure.Of("sp_dropsrvrolemember", "@loginame sysname, @rolename sysname = null", call => SetMember(call, false)),
            Procedure.Of("sp_helpsrvrole", "@srvrolename sysname = null", HelpRole),
            Procedure.Of("sp_helpsrvrolemember", "@srvrolename sysname = null", HelpMember),
            Procedure.Of("sp_helplogins", "@LoginNamePattern sysname = null", HelpLogins),
            Procedure.Of(
                "xp_logininfo",
                "@acctname sysname = null, @option varchar(10) = null, @privilege varchar(10) = null output",
                LoginInfo
            ),
        ];

    private static void Add(SystemProcedureCall call)
    {
        var password = call.Text("@passwd");
        var isHashed = call.Text("@encryptopt").SameAs("skip_encryption");
        LoginCommands.Create(
            call.Session,
            call.Text("@loginame")!,
            new LoginOptions
            {
                Password = password,
                HashedPassword = isHashed && password is not null ? System.Text.Encoding.Unicode.GetBytes(password) : null,
                CheckPolicy = false,
                DefaultDatabase = call.Text("@defdb"),
                DefaultLanguage = call.Text("@deflanguage"),
                Sid = call.Get<byte[]>("@sid"),
            }
        );
    }

    private static void Grant(SystemProcedureCall call) =>
        LoginCommands.Create(call.Session, call.Text("@loginame")!, new LoginOptions { Kind = ServerPrincipalKind.WindowsLogin });

    private static void Deny(SystemProcedureCall call) =>
        PermissionCommands.OnServer(call.Session, PermissionAction.Deny, "CONNECT SQL", null, call.Text("@loginame")!);

    private static void SetPassword(SystemProcedureCall call) =>
        LoginCommands.Alter(
            call.Session,
            call.Text("@loginame") ?? call.Session.Login.Name,
            new LoginOptions { Password = call.Text("@new"), OldPassword = call.Text("@old") }
        );

    private static void SetDefaultDatabase(SystemProcedureCall call) =>
        LoginCommands.Alter(call.Session, call.Text("@loginame")!, new LoginOptions { DefaultDatabase = call.Text("@defdb") });

    private static void SetDefaultLanguage(SystemProcedureCall call) =>
        LoginCommands.Alter(
            call.Session,
            call.Text("@loginame")!,
            new LoginOptions { DefaultLanguage = call.Text("@language") ?? "us_english" }
        );

    private static void SetMember(SystemProcedureCall call, bool isMember) =>
        LoginCommands.SetMember(call.Session, call.Text("@rolename") ?? "", call.Text("@loginame")!, isMember);

    private static void HelpRole(SystemProcedureCall call)
    {
        var name = call.Text("@srvrolename");
        call.SendRows(
            "ServerRole sysname, Description sysname",
            call.Session.Instance.ServerRoles.Where(role => role.IsFixed && (name is null || role.Name.SameAs(name)))
                .Select(role => new object?[] { role.Name, role.Name })
        );
    }

    private static void HelpMember(SystemProcedureCall call)
    {
        var name = call.Text("@srvrolename");
        call.SendRows(
            "ServerRole sysname, MemberName sysname, MemberSID varbinary(85)",
            ServerPrincipalViews
                .Memberships(call.Session.Instance)
                .Where(row => name is null || row.Role.Name.SameAs(name))
                .Select(row => new object?[] { row.Role.Name, row.Login.Name, row.Login.Sid })
        );
    }

    private static void HelpLogins(SystemProcedureCall call)
    {
        var instance = call.Session.Instance;
        var name = call.Text("@LoginNamePattern");
        var logins = instance.Logins.All.Where(login => name is null || login.Name.SameAs(name)).ToList();
        var users = logins
            .SelectMany(login =>
                instance
                    .Databases.Where(Permissions.IsReadable)
                    .Select(database => (login, database, user: DatabaseUser.Of(database, Authentication.ContextOf(login))))
            )
            .Where(row => row.user is not null && row.user.Id != DatabasePrincipals.Guest)
            .ToList();
        call.SendRows(
            "LoginName sysname, SID varbinary(85), DefDBName sysname, DefLangName sysname, AUser char(5), ARemote char(7)",
            logins.Select(login =>
                new object?[]
                {
                    login.Name,
                    login.Sid,
                    login.DefaultDatabase,
                    login.DefaultLanguage,
                    users.Any(row => row.login == login) ? "yes  " : "NO   ",
                    "no     ",
                }
            )
        );
        call.SendRows(
            "LoginName sysname, DBName sysname, UserName sysname, UserOrAlias char(8)",
            users.Select(row => new object?[] { row.login.Name, row.database.Name, row.user!.Name, "User    " })
        );
    }

    private static void LoginInfo(SystemProcedureCall call)
    {
        var name = call.Text("@acctname");
        var logins = call.Session.Instance.Logins.All.Where(login =>
            login.Kind != ServerPrincipalKind.SqlLogin && (name is null || login.Name.SameAs(name))
        );
        if (name is not null && !logins.Any())
            throw MessageCatalog.Error(15404, name, "0x534");
        call.SendRows(
            "[account name] sysname, type char(8), privilege char(9), [mapped login name] sysname, [permission path] sysname",
            logins.Select(login =>
                new object?[]
                {
                    login.Name,
                    login.Kind == ServerPrincipalKind.WindowsGroup ? "group   " : "user    ",
                    login.Roles.Contains("sysadmin") ? "admin    " : "user     ",
                    login.Name,
                    null,
                }
            )
        );
    }
}
