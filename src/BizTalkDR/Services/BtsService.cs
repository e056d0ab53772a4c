namespace BizTalkDR.Services;

/// <summary>A service of BizTalk Server on one computer.</summary>
public sealed record BtsService
{
    /// <summary>The computer's name.</summary>
    public required string Computer { get; init; }

    /// <summary>The service's name, such as BTSSvc$BizTalkServerApplication.</summary>
    public required string Name { get; init; }

    /// <summary>The name the services console shows, where it is known.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The state when it was read.</summary>
    public BtsServiceState State { get; init; }

    /// <summary>Auto, Manual or Disabled, where it is known.</summary>
    public string? StartMode { get; init; }

    /// <summary>
    /// Who stopped it by this module: the run of a failback, or the cmdlet. Null if it runs, was stopped otherwise, or the instance that keeps the marks
    /// was not asked.
    /// </summary>
    public string? SwitchedOffBy { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTime? SwitchedOffAt { get; init; }

    /// <summary>What the service is.</summary>
    public BtsServiceKind Kind => BtsServiceNames.KindOf(Name, DisplayName) ?? BtsServiceKind.HostInstance;

    /// <summary>Whether it runs on the master secret server.</summary>
    public bool IsOnMasterSecretServer { get; init; }

    /// <summary>Whether an administrator has forbidden it to start.</summary>
    public bool IsDisabled => string.Equals(StartMode, "Disabled", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the call that returned it has started or stopped it; false when it was so already. Null of a service that was only read.
    /// </summary>
    public bool? Changed { get; init; }

    /// <summary>Name and computer, for messages.</summary>
    public override string ToString() => $"{Name} on {Computer}";
}
