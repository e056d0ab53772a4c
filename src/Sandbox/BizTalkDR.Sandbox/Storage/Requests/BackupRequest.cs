namespace BizTalkDR.Sandbox.Storage.Requests;

/// <summary>What a BACKUP asks for.</summary>
internal enum BackupKind
{
    Database,
    Differential,
    Log,
}

/// <summary>A BACKUP statement with its expressions evaluated.</summary>
internal sealed record BackupRequest
{
    public required string DatabaseName { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>DISK = paths; more than one is a striped set.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    public bool IsCopyOnly { get; init; }

    /// <summary>INIT: overwrite the sets, keep the media header.</summary>
    public bool Init { get; init; }

    /// <summary>FORMAT: a new media set.</summary>
    public bool Format { get; init; }

    public bool Skip { get; init; }

    public bool? Compression { get; init; }

    public bool Checksum { get; init; }

    /// <summary>ENCRYPTION: the algorithm, as msdb has it; null for a backup that is not encrypted.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>ENCRYPTION: the name of the certificate in master.</summary>
    public string? Certificate { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? MediaName { get; init; }

    public string? MediaDescription { get; init; }

    public DateTime? ExpireDate { get; init; }

    public int? RetainDays { get; init; }

    /// <summary>Percent between progress messages; null when not asked for.</summary>
    public int? Stats { get; init; }

    /// <summary>A tail-log backup: leaves the database RESTORING.</summary>
    public bool NoRecovery { get; init; }

    public string? StandbyFile { get; init; }

    public bool NoTruncate { get; init; }
}
