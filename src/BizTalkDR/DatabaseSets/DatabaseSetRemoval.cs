using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;

namespace BizTalkDR.DatabaseSets;

/// <summary>How databases are dropped.</summary>
public sealed record DatabaseRemovalOptions
{
    /// <summary>Whether sessions in the databases are killed; else a database in use is refused.</summary>
    public bool KillSessions { get; init; }

    /// <summary>The databases as they were read and asked about: another one under the same name is refused. Those not in it are known by name alone.</summary>
    public IReadOnlyList<BizTalkDatabase> Asked { get; init; } = [];

    /// <summary>How many databases are dropped at once.</summary>
    public int ThrottleLimit { get; init; } = 4;
}

/// <summary>What became of a database that was to be dropped.</summary>
public sealed record DatabaseRemovalResult
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Its state before.</summary>
    public DatabaseState StateBefore { get; init; }

    /// <summary>Whether it is gone now.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether this call has dropped it: false when it was gone already, or is not gone.</summary>
    public bool Changed => IsRemoved && StateBefore != DatabaseState.Missing;

    /// <summary>How many sessions were killed.</summary>
    public int SessionsKilled { get; init; }

    /// <summary>Why it is not gone; null if it is.</summary>
    public BizTalkDRException? Error { get; init; }

    /// <summary>The database, and whether it is gone.</summary>
    public override string ToString() => $"{Instance}/{Database}: " + (IsRemoved ? "removed" : Error?.Message ?? "not removed");
}
