using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>What the wire protocol needs of a server: a name, a version, and logins that open sessions.</summary>
internal interface ISqlFrontEnd
{
    /// <summary>@@SERVERNAME, sent in ERROR and INFO tokens.</summary>
    string ServerName { get; }

    /// <summary>The product version, sent in LOGINACK and PRELOGIN.</summary>
    Version ProductVersion { get; }

    /// <summary>Takes what clients send; null for a server that keeps nothing of it.</summary>
    StatementTrace? Trace => null;

    /// <summary>Opens a session. Throws <see cref="Errors.SqlServerException"/> (18456, 4060) when the login fails.</summary>
    ISqlSession Login(LoginRequest request, IResultSink sink);
}
