namespace BizTalkDR.Sandbox.Storage.Requests;

internal enum RestoreKind
{
    Database,
    Log,
    HeaderOnly,
    FileListOnly,
    LabelOnly,
    VerifyOnly,
}

/// <summary>A RESTORE statement with its expressions evaluated.</summary>
internal sealed record RestoreRequest
{
    public required RestoreKind Kind { get; init; }

    /// <summary>Empty for the forms that only read.</summary>
    public string DatabaseName { get; init; } = "";

    /// <summary>DISK = paths; empty is RESTORE DATABASE x WITH RECOVERY alone.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>FILE = n: the set's position; null takes the first.</summary>
    public int? File { get; init; }

    /// <summary>MOVE logical TO physical.</summary>
    public IReadOnlyDictionary<string, string> Moves { get; init; } = new Dictionary<string, string>();

    public bool NoRecovery { get; init; }

    public string? StandbyFile { get; init; }

    public bool Replace { get; init; }

    public bool Restart { get; init; }

    public bool RestrictedUser { get; init; }

    public bool KeepReplication { get; init; }

    public bool EnableBroker { get; init; }

    public bool Checksum { get; init; }

    public bool ContinueAfterError { get; init; }

    public bool LoadHistory { get; init; }

    public string? MediaName { get; init; }

    public int? Stats { get; init; }

    public DateTime? StopAt { get; init; }

    /// <summary>STOPATMARK or STOPBEFOREMARK: a mark's name, or lsn:number.</summary>
    public string? StopMark { get; init; }

    public bool StopBeforeMark { get; init; }

    public DateTime? StopMarkAfter { get; init; }
}
