namespace BizTalkDR.Sandbox.Sessions;

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
