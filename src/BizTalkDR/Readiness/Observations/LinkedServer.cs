namespace BizTalkDR.Readiness.Observations;

/// <summary>A linked server and how logins without a mapping of their own appear there.</summary>
internal sealed record LinkedServer
{
    public required string Name { get; init; }

    public string? DataSource { get; init; }

    public bool IsRpcOutEnabled { get; init; }

    public bool PromotesTransactions { get; init; }

    /// <summary>Whether callers appear there as themselves.</summary>
    public bool UsesSelf { get; init; }

    /// <summary>The login they appear as there, where it is not their own.</summary>
    public string? RemoteLogin { get; init; }

    /// <summary>What a test of the connection said; null when it worked.</summary>
    public string? ConnectionFailure { get; init; }

    /// <summary>Whether it failed because of who came: there is no mapping for the login, or the other server does not let it in.</summary>
    public bool IsLoginRefused { get; init; }

    /// <summary>What a test of a distributed transaction over it said; null when it worked.</summary>
    public string? TransactionFailure { get; init; }

    /// <summary>Whether they were tested at all.</summary>
    public bool IsTested { get; init; }
}
