using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Hosting;

/// <summary>An instance as the wire protocol sees it.</summary>
internal sealed class FrontEnd(SqlInstance instance) : ISqlFrontEnd
{
    public string ServerName => instance.Name;

    public Version ProductVersion => instance.Options.Version;

    public StatementTrace Trace => instance.Host.Statements;

    public ISqlSession Login(LoginRequest request, IResultSink sink)
    {
        var session = instance.LogIn(request);
        sink.DatabaseChanged("master", session.DatabaseName);
        sink.Message(MessageCatalog.MessageWithState(5701, 2, session.DatabaseName));
        sink.Message(MessageCatalog.Message(5703, session.Settings.Language));
        return new ClientSession(session);
    }
}
