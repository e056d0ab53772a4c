using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_addlinkedserver and kin.</summary>
internal static class LinkedServerProcedures
{
    private const string Declared =
        "@server sysname, @srvproduct nvarchar(128) = null, @provider nvarchar(128) = null, @datasrc nvarchar(4000) = null, "
        + "@location nvarchar(4000) = null, @provstr nvarchar(4000) = null, @catalog sysname = null";

    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_addlinkedserver", Declared, Add),
            Procedure.Of("sp_dropserver", "@server sysname, @droplogins char(10) = null", Drop),
            Procedure.Of("sp_serveroption", "@server sysname, @optname varchar(35), @optvalue nvarchar(128)", SetOption),
            Procedure.Of("sp_linkedservers", "", List),
            Procedure.Of(
                "sp_testlinkedserver",
                "@servername sysname",
                call => RemoteSessions.Test(call.Session, call.Sink, call.Text("@servername")!)
            ),
            Procedure.Of("sp_helpserver", "@server sysname = null, @optname varchar(35) = null, @show_topology varchar(1) = null", Help),
        ];

    private static LinkedServerCollection Servers(SystemProcedureCall call) => call.Session.Instance.LinkedServers;

    /// <summary>Throws 15015 when there is no such server.</summary>
    internal static LinkedServer Find(SystemProcedureCall call, string name) =>
        Servers(call).Find(name) ?? throw MessageCatalog.Error(15015, name);

    /// <summary>Throws 15002 inside a transaction of the user's.</summary>
    internal static void CheckNoTransaction(SystemProcedureCall call, string procedure)
    {
        if (call.Session.TransactionCount > 0)
            throw MessageCatalog.Error(15002, $"sys.{procedure}");
    }

    private static void Add(SystemProcedureCall call)
    {
        CheckNoTransaction(call, "sp_addlinkedserver");
        Permissions.CheckAdministrator(call.Session, "ALTER ANY LINKED SERVER");
        var name = call.Text("@server")!;
        if (Servers(call).Find(name) is not null)
            throw MessageCatalog.Error(15028, name);
        var now = call.Session.Instance.Host.Clock.Now;
        var product = call.Text("@srvproduct") ?? "SQL Server";
        var isSqlServer = product.SameAs("SQL Server");
        Servers(call)
            .Set(
                new LinkedServer
                {
                    Id = Servers(call).NextId(),
                    Name = name,
                    Product = product,
                    Provider = call.Text("@provider") ?? "SQLNCLI",
                    DataSource = (isSqlServer ? null : call.Text("@datasrc")) ?? name,
                    Location = call.Text("@location"),
                    ProviderString = call.Text("@provstr"),
                    Catalog = call.Text("@catalog"),
                    // No page says so. BizTalk's own procedures add servers of this product, set no option, and call procedures there at once.
                    IsRpcOutEnabled = isSqlServer,
                    ModifyDate = now,
                    // The default mapping that it makes: everybody as themselves.
                    Logins = [new LinkedLogin { UsesSelf = true, ModifyDate = now }],
                }
            );
    }

    private static void Drop(SystemProcedureCall call)
    {
        CheckNoTransaction(call, "sp_dropserver");
        Permissions.CheckAdministrator(call.Session, "ALTER ANY LINKED SERVER");
        var server = Find(call, call.Text("@server")!);
        var hasMappings = server.Logins.Any(login => login is not { IsDefault: true, UsesSelf: true });
        if (hasMappings && call.Text("@droplogins")?.Trim() != "droplogins")
            throw MessageCatalog.Error(15190, server.Name);
        Servers(call).Remove(server);
    }

    private static void SetOption(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "ALTER ANY LINKED SERVER");
        var server = Find(call, call.Text("@server")!);
        var value = call.Text("@optvalue") ?? "";
        var isOn = value.ToUpperInvariant() is "TRUE" or "ON" or "1";
        var changed = call.Text("@optname")!.ToUpperInvariant() switch
        {
            "COLLATION COMPATIBLE" => server with { IsCollationCompatible = isOn },
            "COLLATION NAME" => server with { CollationName = value.Length == 0 ? null : value },
            "CONNECT TIMEOUT" => server with { ConnectTimeout = int.Parse(value, CultureInfo.InvariantCulture) },
            "DATA ACCESS" => server with { IsDataAccessEnabled = isOn },
            "LAZY SCHEMA VALIDATION" => server with { LazySchemaValidation = isOn },
            "QUERY TIMEOUT" => server with { QueryTimeout = int.Parse(value, CultureInfo.InvariantCulture) },
            "REMOTE PROC TRANSACTION PROMOTION" => server with { PromotesTransactions = isOn },
            "RPC" => server with { IsRemoteLoginEnabled = isOn },
            "RPC OUT" => server with { IsRpcOutEnabled = isOn },
            "USE REMOTE COLLATION" => server with { UsesRemoteCollation = isOn },
            "DIST" or "PUB" or "SUB" or "SYSTEM" => server,
            _ => throw MessageCatalog.Error(15600, "sys.sp_serveroption"),
        };
        Servers(call).Set(changed with { ModifyDate = call.Session.Instance.Host.Clock.Now });
    }

    private static void List(SystemProcedureCall call) =>
        call.SendRows(
            "SRV_NAME sysname, SRV_PROVIDERNAME nvarchar(128), SRV_PRODUCT nvarchar(128), SRV_DATASOURCE nvarchar(4000), "
                + "SRV_PROVIDERSTRING nvarchar(4000), SRV_LOCATION nvarchar(4000), SRV_CAT sysname",
            Servers(call)
                .All.Select(server =>
                    new object?[]
                    {
                        server.Name,
                        server.Provider,
                        server.Product,
                        server.DataSource,
                        server.ProviderString,
                        server.Location,
                        server.Catalog,
                    }
                )
        );

    private static void Help(SystemProcedureCall call)
    {
        var servers = call.Text("@server") is { } name ? [Find(call, name)] : Servers(call).All;
        call.SendRows(
            "name sysname, network_name nvarchar(128), status varchar(70), id char(4), collation_name sysname, connect_timeout int, query_timeout int",
            servers.Select(server =>
                new object?[]
                {
                    server.Name,
                    server.DataSource,
                    Status(server),
                    server.Id.ToString(CultureInfo.InvariantCulture).PadRight(4),
                    server.CollationName,
                    server.ConnectTimeout,
                    server.QueryTimeout,
                }
            )
        );
    }

    private static string Status(LinkedServer server) =>
        string.Join(
            ',',
            new[]
            {
                server.IsRemoteLoginEnabled ? "rpc" : null,
                server.IsRpcOutEnabled ? "rpc out" : null,
                server.IsDataAccessEnabled ? "data access" : null,
                server.UsesRemoteCollation ? "use remote collation" : null,
            }.OfType<string>()
        );
}
