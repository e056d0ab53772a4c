namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>A row of sys.linked_logins: as whom a local login goes to a linked server (sp_addlinkedsrvlogin).</summary>
internal sealed record LinkedLogin
{
    /// <summary>The local login; 0 for all that have no mapping of their own.</summary>
    public int LocalPrincipalId { get; init; }

    public bool IsDefault => LocalPrincipalId == 0;

    /// <summary>Whether the caller's own credentials are used; then there is no remote user.</summary>
    public bool UsesSelf { get; init; }

    /// <summary>The login there; null together with <see cref="UsesSelf"/> off goes there without any.</summary>
    public string? RemoteUser { get; init; }

    /// <summary>Its password, which no view shows.</summary>
    public string? RemotePassword { get; init; }

    public DateTime ModifyDate { get; init; }
}
