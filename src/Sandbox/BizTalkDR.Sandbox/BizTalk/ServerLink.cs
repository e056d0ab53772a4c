using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>As whom linked servers are used.</summary>
internal static class ServerLink
{
    /// <summary>Lets all logins go to a linked server as the login in BTS_BACKUP_USERS.</summary>
    internal static void MapToBackupLogin(BizTalkGroup group, SqlSession session, SqlInstance to) =>
        session.Perform(
            "EXEC sp_addlinkedsrvlogin @rmtsrvname = @server, @useself = 'FALSE', @rmtuser = @login, @rmtpassword = @password",
            ("@server", to.Name),
            ("@login", group.BackupLogin),
            ("@password", group.BackupPassword)
        );
}
