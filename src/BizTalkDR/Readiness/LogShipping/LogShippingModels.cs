using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.LogShipping;

/// <summary>A row of bts_LogShippingSource. Which columns it has differs between versions; what is not there is null.</summary>
public sealed record LogShippingSource
{
    /// <summary>SourceID, which sp_LogShippingClean takes.</summary>
    public string? SourceId { get; init; }

    /// <summary>The description given to bts_ConfigureBizTalkLogShipping.</summary>
    public string? Description { get; init; }

    /// <summary>The server of the management database.</summary>
    public string? ManagementServer { get; init; }

    /// <summary>The management database.</summary>
    public string? ManagementDatabase { get; init; }

    /// <summary>The only source server whose databases are taken; null for all.</summary>
    public string? SourceServer { get; init; }

    /// <summary>The description, or the server.</summary>
    public override string ToString() => Description ?? ManagementServer ?? SourceId ?? "";
}

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
}

/// <summary>What keeps log shipping from going on.</summary>
/// <param name="Database">The database that takes no restore (ONLINE, OFFLINE); else the one that is behind the others, if one is.</param>
/// <param name="File">The file it waits for, if known and if it is not the database that keeps it up.</param>
/// <param name="Reason">What the restore job said.</param>
public sealed record LogShippingBlock(string? Database, string? File, string Reason);
