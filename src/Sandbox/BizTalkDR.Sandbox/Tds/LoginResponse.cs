using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Answers a login message: opens the session, or says why not.</summary>
internal static class LoginResponse
{
    /// <summary>The session, or null when the login was refused; the client has been told either way.</summary>
    /// <param name="server">The server.</param>
    /// <param name="login">What the client said.</param>
    /// <param name="tokens">Takes the answer.</param>
    /// <param name="answering">Told the session, or null, right before the client can know.</param>
    internal static ISqlSession? Open(ISqlFrontEnd server, Login7 login, TokenWriter tokens, Action<ISqlSession?>? answering = null)
    {
        var sink = new TdsResultSink(tokens) { SendsInformationAtOnce = false };
        try
        {
            var session = Open(server, login, sink);
            tokens.Packets.Spid = session.Spid;
            tokens.Changed(EnvironmentChange.Collation, WireTypes.Collation, []);
            tokens.Changed(EnvironmentChange.Language, session.Language, "");
            tokens.LoginAcknowledged(server.ProductVersion);
            if (login.WantsUtf8)
                tokens.Utf8Acknowledged();
            tokens.PacketSizeChanged(login.Request.PacketSize);
            answering?.Invoke(session);
            sink.EndResponse();
            tokens.Packets.Resize(login.Request.PacketSize);
            return session;
        }
        catch (SqlServerException refusal)
        {
            sink.Error(refusal);
            answering?.Invoke(null);
            sink.EndResponse();
            return null;
        }
    }

    private static ISqlSession Open(ISqlFrontEnd server, Login7 login, TdsResultSink sink)
    {
        if (login.Version is null)
            throw MessageCatalog.Error(17832, " It speaks a TDS version older than 7.1.");
        if (login.IsFederated)
            throw MessageCatalog.Error(18456, "<token-identified principal>");
        if (login.IsIntegrated)
            throw MessageCatalog.Error(18452);
        return server.Login(login.Request, sink);
    }
}
