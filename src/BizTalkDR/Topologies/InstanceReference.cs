using BizTalkDR.Text;

namespace BizTalkDR.Topologies;

/// <summary>How a connection is encrypted; the names are those of Microsoft.Data.SqlClient.</summary>
public enum ConnectionEncryption
{
    /// <summary>TLS is required (the default).</summary>
    Mandatory,

    /// <summary>TLS from the first byte (TDS 8.0); the certificate is always checked.</summary>
    Strict,

    /// <summary>Encrypted only where the server requires it.</summary>
    Optional,
}

/// <summary>How to reach one SQL Server instance. Holds no secret: a credential is named, never contained.</summary>
public sealed record InstanceReference
{
    /// <summary>The name this instance goes by in the topology, in output and in errors.</summary>
    public required string Name { get; init; }

    /// <summary>What to connect to: <c>HOST</c>, <c>HOST\INSTANCE</c> or <c>HOST,PORT</c>. The name, if not given.</summary>
    public string Address
    {
        get => field ?? Name;
        init;
    }

    /// <summary>
    /// Whether it is named by its address alone, as with -SqlInstance: whoever answers there is meant. Else a server that calls itself something else is
    /// refused.
    /// </summary>
    public bool IsNamedByAddress { get; init; }

    /// <summary>
    /// Other names of this instance: those under which the group's tables may know it (SQL aliases, DNS names, old names), and its own where
    /// <see cref="Name"/> is another.
    /// </summary>
    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The name of the credential to log in with, or null for Windows authentication.</summary>
    public string? CredentialReference { get; init; }

    /// <summary>Whether the connection is encrypted.</summary>
    public ConnectionEncryption Encrypt { get; init; }

    /// <summary>Whether a certificate that can't be verified is accepted. False unless asked for.</summary>
    public bool TrustServerCertificate { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
