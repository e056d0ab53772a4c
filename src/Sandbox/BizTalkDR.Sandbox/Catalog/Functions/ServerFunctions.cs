using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>SERVERPROPERTY, CONNECTIONPROPERTY and the globals about the server.</summary>
internal static class ServerFunctions
{
    internal static IEnumerable<SystemFunction> All() =>
        [
            Function.Of("SERVERPROPERTY", "sql_variant", (session, name) => ServerProperties.Get(session.Instance, Function.Text(name))),
            Function.Of("CONNECTIONPROPERTY", "sql_variant", (session, name) => ConnectionProperty(session, Function.Text(name))),
            Function.Of("@@SERVERNAME", "nvarchar(128)", session => session.Instance.Name),
            Function.Of("@@SERVICENAME", "nvarchar(128)", session => ServerProperties.ServiceName(session.Instance)),
            Function.Of("@@VERSION", "nvarchar(300)", session => ProductInfo.VersionText(session.Instance.Options.Version)),
            Function.Of("@@MICROSOFTVERSION", "int", session => ProductInfo.Number(session.Instance.Options.Version)),
            Function.Of("@@MAX_CONNECTIONS", "int", _ => 32767),
            Function.Of("@@MAX_PRECISION", "tinyint", _ => 38),
            Function.Of("@@CPU_BUSY", "int", _ => 0),
            Function.Of("@@IDLE", "int", _ => 0),
            Function.Of("@@IO_BUSY", "int", _ => 0),
            Function.Of("@@PACK_RECEIVED", "int", _ => 0),
            Function.Of("@@PACK_SENT", "int", _ => 0),
            Function.Of("@@PACKET_ERRORS", "int", _ => 0),
            Function.Of("@@TIMETICKS", "int", _ => 31250),
            Function.Of("@@TOTAL_ERRORS", "int", _ => 0),
            Function.Of("@@TOTAL_READ", "int", _ => 0),
            Function.Of("@@TOTAL_WRITE", "int", _ => 0),
            Function.Of("@@CONNECTIONS", "int", session => session.Instance.Sessions.Count),
            Function.Of("@@REMSERVER", "nvarchar(128)", _ => null),
        ];

    private static object? ConnectionProperty(SqlSession session, string? name) =>
        name?.ToUpperInvariant() switch
        {
            "NET_TRANSPORT" => "TCP",
            "PROTOCOL_TYPE" => "TSQL",
            "AUTH_SCHEME" => "SQL",
            "LOCAL_NET_ADDRESS" => session.Instance.EndPoint.Address.ToString(),
            "LOCAL_TCP_PORT" => session.Instance.EndPoint.Port,
            "CLIENT_NET_ADDRESS" => session.Request.ClientAddress,
            "PHYSICAL_NET_TRANSPORT" => "TCP",
            _ => null,
        };
}
