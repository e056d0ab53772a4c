namespace BizTalkDR.Sandbox.Security;

/// <summary>sys.server_principals.type.</summary>
internal enum ServerPrincipalKind
{
    SqlLogin,
    WindowsLogin,
    WindowsGroup,
}

/// <summary>A login, immutable: ALTER LOGIN puts a new one in its place.</summary>
internal sealed record ServerLogin
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required byte[] Sid { get; init; }

    public ServerPrincipalKind Kind { get; init; }

    /// <summary>Null for a Windows login.</summary>
    public byte[]? PasswordHash { get; init; }

    public bool IsDisabled { get; init; }

    public string DefaultDatabase { get; init; } = "master";

    public string DefaultLanguage { get; init; } = "us_english";

    public bool IsPolicyChecked { get; init; } = true;

    public bool IsExpirationChecked { get; init; }

    public bool MustChangePassword { get; init; }

    public int? CredentialId { get; init; }

    public DateTime CreateDate { get; init; }

    public DateTime ModifyDate { get; init; }

    public DateTime PasswordSetDate { get; init; }

    /// <summary>Roles of the server it was made a member of; every login is in public besides.</summary>
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
