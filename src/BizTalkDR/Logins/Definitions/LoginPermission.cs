namespace BizTalkDR.Logins.Definitions;

/// <summary>Whether a permission is granted or denied.</summary>
public enum LoginPermissionState
{
    /// <summary>GRANT.</summary>
    Grant,

    /// <summary>GRANT ... WITH GRANT OPTION: it may be passed on.</summary>
    GrantWithGrantOption,

    /// <summary>DENY, which wins over every grant.</summary>
    Deny,
}

/// <summary>What a permission of a login is on.</summary>
public enum LoginSecurable
{
    /// <summary>The server.</summary>
    Server,

    /// <summary>Another login: IMPERSONATE, VIEW DEFINITION.</summary>
    Login,

    /// <summary>An endpoint.</summary>
    Endpoint,
}

/// <summary>A permission that a login itself has on the server (sys.server_permissions), not through a role.</summary>
public sealed record LoginPermission
{
    /// <summary>The permission that CREATE LOGIN grants.</summary>
    internal const string Connect = "CONNECT SQL";

    /// <summary>The permission: <c>VIEW SERVER STATE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is granted or denied.</summary>
    public LoginPermissionState State { get; init; }

    /// <summary>What it is on.</summary>
    public LoginSecurable Securable { get; init; }

    /// <summary>The login or endpoint; null for the server.</summary>
    public string? On { get; init; }

    /// <summary>The permission in words.</summary>
    public override string ToString() =>
        (State == LoginPermissionState.Deny ? "DENY " : "")
        + Name
        + (On is null ? "" : $" on {Securable.ToString().ToLowerInvariant()} {On}")
        + (State == LoginPermissionState.GrantWithGrantOption ? " WITH GRANT OPTION" : "");

    /// <summary>Whether both are about one permission on one thing, granted or denied.</summary>
    internal bool IsAbout(LoginPermission other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && Securable == other.Securable
        && string.Equals(On, other.On, StringComparison.OrdinalIgnoreCase);
}
