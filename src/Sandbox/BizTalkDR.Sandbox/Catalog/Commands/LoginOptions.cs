using BizTalkDR.Sandbox.Security;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>What CREATE LOGIN or ALTER LOGIN says of a login; null leaves as it is.</summary>
internal sealed record LoginOptions
{
    public ServerPrincipalKind Kind { get; init; }

    public string? Password { get; init; }

    /// <summary>PASSWORD = 0x... HASHED.</summary>
    public byte[]? HashedPassword { get; init; }

    public string? OldPassword { get; init; }

    public bool? MustChange { get; init; }

    public byte[]? Sid { get; init; }

    public string? DefaultDatabase { get; init; }

    public string? DefaultLanguage { get; init; }

    public bool? CheckPolicy { get; init; }

    public bool? CheckExpiration { get; init; }

    public string? NewName { get; init; }

    public string? Credential { get; init; }
}
