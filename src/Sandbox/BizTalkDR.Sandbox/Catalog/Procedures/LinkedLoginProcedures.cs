using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_addlinkedsrvlogin, sp_droplinkedsrvlogin, sp_helplinkedsrvlogin: as whom local logins go to a linked server.</summary>
internal static class LinkedLoginProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of(
                "sp_addlinkedsrvlogin",
                "@rmtsrvname sysname, @useself varchar(8) = TRUE, @locallogin sysname = null, @rmtuser sysname = null, @rmtpassword sysname = null",
                Add
            ),
            Procedure.Of("sp_droplinkedsrvlogin", "@rmtsrvname sysname, @locallogin sysname", Drop),
            Procedure.Of("sp_helplinkedsrvlogin", "@rmtsrvname sysname = null, @locallogin sysname = null", Help),
        ];

    private static void Add(SystemProcedureCall call)
    {
        var (server, local) = Subject(call, "sp_addlinkedsrvlogin");
        var usesSelf = call.Text("@useself").SameAs("TRUE");
        var mapping = new LinkedLogin
        {
            LocalPrincipalId = local,
            UsesSelf = usesSelf,
            RemoteUser = usesSelf ? null : call.Text("@rmtuser"),
            RemotePassword = usesSelf ? null : call.Text("@rmtpassword"),
            ModifyDate = call.Session.Instance.Host.Clock.Now,
        };
        call.Session.Instance.LinkedServers.Set(server with { Logins = [.. Others(server, local), mapping] });
    }

    private static void Drop(SystemProcedureCall call)
    {
        var (server, local) = Subject(call, "sp_droplinkedsrvlogin");
        call.Session.Instance.LinkedServers.Set(server with { Logins = [.. Others(server, local)] });
    }

    /// <summary>The server and the local login, 0 for all, that a mapping is changed for. Throws 15002, 15247, 15015, 15007.</summary>
    private static (LinkedServer Server, int LocalPrincipalId) Subject(SystemProcedureCall call, string procedure)
    {
        LinkedServerProcedures.CheckNoTransaction(call, procedure);
        Permissions.CheckAdministrator(call.Session, "ALTER ANY LOGIN");
        return (LinkedServerProcedures.Find(call, call.Text("@rmtsrvname")!), Local(call) ?? 0);
    }

    private static int? Local(SystemProcedureCall call) =>
        call.Text("@locallogin") is not { } name ? null
        : call.Session.Instance.Logins.Find(name) is { } login ? login.Id
        : throw MessageCatalog.Error(15007, name);

    private static IEnumerable<LinkedLogin> Others(LinkedServer server, int local) =>
        server.Logins.Where(login => login.LocalPrincipalId != local);

    private static void Help(SystemProcedureCall call)
    {
        var instance = call.Session.Instance;
        var servers = call.Text("@rmtsrvname") is { } name ? [LinkedServerProcedures.Find(call, name)] : instance.LinkedServers.All;
        var local = Local(call);
        call.SendRows(
            "[Linked Server] sysname, [Local Login] sysname, [Is Self Mapping] smallint, [Remote Login] sysname",
            servers.SelectMany(server =>
                server
                    .Logins.Where(login => local is null || login.LocalPrincipalId == local)
                    .Select(login =>
                        new object?[]
                        {
                            server.Name,
                            instance.Logins.Find(login.LocalPrincipalId)?.Name,
                            login.UsesSelf ? 1 : 0,
                            login.RemoteUser,
                        }
                    )
            )
        );
    }
}
