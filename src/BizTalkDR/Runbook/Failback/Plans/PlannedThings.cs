namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>An instance, as it answered when the plan was made.</summary>
public sealed record PlannedServer
{
    /// <summary>Source or Destination.</summary>
    public required string Side { get; init; }

    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>SERVERPROPERTY('ServerName').</summary>
    public string? ServerName { get; init; }

    /// <summary>SERVERPROPERTY('ProductVersion').</summary>
    public string? Version { get; init; }

    /// <summary>Name and version.</summary>
    public override string ToString() => Version is null ? Name : $"{Name} ({Version})";
}

/// <summary>A database of a plan, on both sides.</summary>
public sealed record PlannedDatabase
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Production's instance.</summary>
    public required string Source { get; init; }

    /// <summary>The instance of the copy.</summary>
    public required string Destination { get; init; }

    /// <summary>Production's state, in words.</summary>
    public required string State { get; init; }

    /// <summary>The copy's state, in words.</summary>
    public required string CopyState { get; init; }

    /// <summary>How large production's files are, in bytes; null where there are none.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>How many later marks production holds; null where that is not known.</summary>
    public int? MarksBeyond { get; init; }

    /// <summary>What production holds beyond the mark, in words; empty where it can't be told.</summary>
    public string Beyond { get; init; } = "";

    /// <summary>The family that both descend from; null where no server tells.</summary>
    public Guid? Family { get; init; }

    /// <summary>The recovery fork of production's.</summary>
    public Guid? Fork { get; init; }

    /// <summary>The recovery fork of the copy.</summary>
    public Guid? CopyFork { get; init; }

    /// <summary>Where the copy stands: a log sequence number, as text, as it has more digits than a number of JSON keeps.</summary>
    public string? CopyLsn { get; init; }

    /// <summary>Name and instances.</summary>
    public override string ToString() => $"{Name} on {Source}, from {Destination}";
}

/// <summary>A job of the group, as it was when the plan was made.</summary>
public sealed record PlannedJob
{
    /// <summary>Its instance.</summary>
    public required string Instance { get; init; }

    /// <summary>Its id.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it was enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Name and instance.</summary>
    public override string ToString() => $"{Name} on {Instance}";
}

/// <summary>A service of BizTalk, as it was when the plan was made.</summary>
public sealed record PlannedService
{
    /// <summary>Its computer.</summary>
    public required string Computer { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state: Running, Stopped.</summary>
    public required string State { get; init; }

    /// <summary>Name and computer.</summary>
    public override string ToString() => $"{Name} on {Computer}";
}
