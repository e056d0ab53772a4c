namespace BizTalkDR.Sandbox.Catalog.Configuration;

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
    public IReadOnlyList<LinkedLogin> Logins { get; init; } = [new LinkedLogin(null, true, null)];
}

/// <param name="LocalLogin">The local login; null for all that have no mapping of their own.</param>
/// <param name="UsesSelf">Whether the caller's own credentials are used.</param>
/// <param name="RemoteUser">The login there. Its password is not kept: the sandbox trusts its own instances.</param>
internal sealed record LinkedLogin(string? LocalLogin, bool UsesSelf, string? RemoteUser);
