using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>A linked server: a name that stands for a data source, which in the sandbox is an instance of the same host.</summary>
internal sealed record LinkedServer
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string Product { get; init; } = "SQL Server";

    public string Provider { get; init; } = "SQLNCLI";

    /// <summary>The instance; the linked server's own name when it was added as product SQL Server.</summary>
    public string DataSource { get; init; } = "";

    public string? Location { get; init; }

    public string? ProviderString { get; init; }

    public string? Catalog { get; init; }

    /// <summary>RPC: calls from that server are taken.</summary>
    public bool IsRemoteLoginEnabled { get; init; }

    /// <summary>RPC OUT: procedures can be called there; 7411 otherwise.</summary>
    public bool IsRpcOutEnabled { get; init; }

    public bool IsDataAccessEnabled { get; init; } = true;

    public bool IsCollationCompatible { get; init; }

    public bool UsesRemoteCollation { get; init; } = true;

    public string? CollationName { get; init; }

    public int ConnectTimeout { get; init; }

    public int QueryTimeout { get; init; }

    public bool LazySchemaValidation { get; init; }

    /// <summary>REMOTE PROC TRANSACTION PROMOTION: a call inside a transaction makes it distributed.</summary>
    public bool PromotesTransactions { get; init; } = true;

    /// <summary>sp_addserver ..., local: the instance itself.</summary>
    public bool IsLocal { get; init; }

    public DateTime ModifyDate { get; init; }

    /// <summary>How local logins appear there.</summary>
    public IReadOnlyList<LinkedLogin> Logins { get; init; } = [];

    /// <summary>What its provider calls itself in messages: SQLNCLI stands for the newest version that is installed.</summary>
    public string ProviderInMessages => Provider.SameAs("SQLNCLI") ? "SQLNCLI11" : Provider;

    /// <summary>How a login appears there: by the mapping of its own, else by the default one; null when there is neither.</summary>
    public LinkedLogin? LoginOf(int? localPrincipalId) =>
        Logins.FirstOrDefault(login => login.LocalPrincipalId == localPrincipalId) ?? Logins.FirstOrDefault(login => login.IsDefault);
}
