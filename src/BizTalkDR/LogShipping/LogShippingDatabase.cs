using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.LogShipping;

/// <summary>One database on a destination instance.</summary>
public sealed record LogShippingDatabase
{
    /// <summary>The topology name of the destination instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The database it is a copy of.</summary>
    public DatabaseKey Source { get; init; }

    /// <summary>Its state; Missing if the instance does not have it.</summary>
    public DatabaseState State { get; init; }

    /// <summary>The set restored last (msdb.dbo.restorehistory); null if it is not in the history.</summary>
    public long? LastRestoredSet { get; init; }

    /// <summary>The mark in that set; null for a full set.</summary>
    public string? LastRestoredMark { get; init; }

    /// <summary>The file restored last.</summary>
    public string? LastRestoredFile { get; init; }

    /// <summary>When it was restored, the instance's local time.</summary>
    public DateTime? LastRestoredAt { get; init; }

    /// <summary>How many complete log sets could have been restored and were not; null if it can't be told.</summary>
    public int? SetsBehind { get; init; }

    /// <summary>The time between its last restored mark and the newest one that could have been restored.</summary>
    public TimeSpan? TimeBehind { get; init; }

    /// <summary>The file to be restored next; null if none waits.</summary>
    public string? NextFile { get; init; }

    /// <summary>Instance and name, for messages.</summary>
    public override string ToString() => $"{Instance}/{Database}";
}
