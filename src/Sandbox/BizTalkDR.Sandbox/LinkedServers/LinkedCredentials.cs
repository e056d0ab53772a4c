using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>
/// As whom a session logs in at a linked server, as sp_addlinkedsrvlogin documents it: with its login's own mapping, else with the default one; as
/// itself, which for a SQL login takes the same name and password over there, or as the remote login of the mapping.
/// </summary>
internal static class LinkedCredentials
{
    /// <summary>
    /// What it sends. Throws 7416 without a mapping, 7437 when an impersonated login is to go as itself, 7399 and 7303 when the mapping gives
    /// no login at all.
    /// </summary>
    internal static LoginRequest Of(SqlSession session, LinkedServer server, IResultSink sink)
    {
        var login = session.Instance.Logins.Find(session.Login.Sid)?.Id;
        var mapping = server.LoginOf(login) ?? throw MessageCatalog.Error(7416);
        if (mapping.UsesSelf)
            return AsItself(session, server);
        return mapping.RemoteUser is { } user
            ? As(session, server, user, mapping.RemotePassword ?? "", null)
            : throw WithoutLogin(server, sink);
    }

    // The server knows the password its client logged in with, and no other's.
    private static LoginRequest AsItself(SqlSession session, LinkedServer server)
    {
        if (session.Impersonations.Count > 0)
            throw MessageCatalog.Error(7437);
        var own = session.Request;
        return As(session, server, own.NetworkAccount ?? own.UserName, own.Password, own.NetworkAccount);
    }

    private static LoginRequest As(SqlSession session, LinkedServer server, string user, string password, string? networkAccount) =>
        new()
        {
            UserName = user,
            Password = password,
            NetworkAccount = networkAccount,
            Database = server.Catalog ?? "",
            ApplicationName = "Microsoft SQL Server",
            HostName = session.Instance.ComputerName,
        };

    private static SqlServerException WithoutLogin(LinkedServer server, IResultSink sink)
    {
        var (provider, name) = (server.ProviderInMessages, server.Name);
        sink.Message(MessageCatalog.MessageWithState(7412, 2, provider, name, "Invalid authorization specification"));
        return new SqlServerException(
            MessageCatalog.Message(7399, provider, name, "Authentication failed."),
            MessageCatalog.Message(7303, provider, name)
        );
    }
}
