using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>Linked servers between instances of the group, as sp_addlinkedserver makes them.</summary>
internal static class ServerLink
{
    internal static void Add(SqlInstance from, string to)
    {
        using var session = from.OpenInternalSession("BizTalk configuration");
        session.Perform(
            """
            IF NOT EXISTS (SELECT * FROM sys.servers WHERE name = @server)
                EXEC sp_addlinkedserver @server = @server, @srvproduct = N'SQL Server'
            EXEC sp_serveroption @server = @server, @optname = 'rpc', @optvalue = N'true'
            EXEC sp_serveroption @server = @server, @optname = 'rpc out', @optvalue = N'true'
            """,
            ("@server", to)
        );
    }
}
