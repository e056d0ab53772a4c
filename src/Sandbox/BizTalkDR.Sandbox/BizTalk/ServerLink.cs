using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>Linked servers between instances of the group, as sp_addlinkedserver makes them.</summary>
internal static class ServerLink
{
    /// <summary>Makes a linked server for the backup job, which goes there as the login in BTS_BACKUP_USERS whoever runs it.</summary>
    internal static void Add(BizTalkGroup group, SqlInstance from, SqlInstance to)
    {
        using var session = from.OpenInternalSession("BizTalk configuration");
        if (from.LinkedServers.Find(to.Name) is null)
            session.Perform(
                """
                EXEC sp_addlinkedserver @server = @server, @srvproduct = N'SQL Server'
                EXEC sp_serveroption @server = @server, @optname = 'rpc', @optvalue = N'true'
                EXEC sp_serveroption @server = @server, @optname = 'rpc out', @optvalue = N'true'
                """,
                ("@server", to.Name)
            );
        MapToBackupLogin(group, session, to);
    }

    /// <summary>Lets all logins go to a linked server as the login in BTS_BACKUP_USERS.</summary>
    internal static void MapToBackupLogin(BizTalkGroup group, SqlSession session, SqlInstance to) =>
        session.Perform(
            "EXEC sp_addlinkedsrvlogin @rmtsrvname = @server, @useself = 'FALSE', @rmtuser = @login, @rmtpassword = @password",
            ("@server", to.Name),
            ("@login", group.BackupLogin),
            ("@password", group.BackupPassword)
        );
}
