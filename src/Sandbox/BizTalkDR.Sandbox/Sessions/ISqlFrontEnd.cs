using BizTalkDR.Sandbox.Tracing;

namespace BizTalkDR.Sandbox.Sessions;

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

/// <summary>What LOGIN7 says.</summary>
internal sealed record LoginRequest
{
    public required string UserName { get; init; }

    public required string Password { get; init; }

    /// <summary>
    /// Windows authentication: the account by which other computers know the client, which needs no password there; null for a SQL login.
    /// </summary>
    public string? NetworkAccount { get; init; }

    /// <summary>The database asked for, or empty for the login's default.</summary>
    public string Database { get; init; } = "";

    public string ApplicationName { get; init; } = "";

    public string HostName { get; init; } = "";

    public string ClientInterface { get; init; } = "";

    public int ClientProcessId { get; init; }

    public int PacketSize { get; init; } = 4096;

    public string ClientAddress { get; init; } = "";

    public bool IsEncrypted { get; init; }
}
