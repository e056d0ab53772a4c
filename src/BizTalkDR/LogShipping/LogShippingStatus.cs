using BizTalkDR.Agent;
using BizTalkDR.LogShipping.Sources;

namespace BizTalkDR.LogShipping;

/// <summary>How far BizTalk log shipping is on one destination instance.</summary>
public sealed record LogShippingStatus
{
    /// <summary>The topology name of the destination instance.</summary>
    public required string Instance { get; init; }

    /// <summary>Why it could not be read; null if it was.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether log shipping's tables are in master.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>The group's sources (bts_LogShippingSource): what is shipped from where. Those of other groups are not among them.</summary>
    public IReadOnlyList<LogShippingSource> Sources { get; init; } = [];

    /// <summary>The last set restored into every database of this instance, as msdb's record of restores says; null if a database has none.</summary>
    public long? LastRestoredSet { get; init; }

    /// <summary>The mark in that set; null for a full set.</summary>
    public string? LastRestoredMark { get; init; }

    /// <summary>When the last restore into any of the databases was, the instance's local time.</summary>
    public DateTime? LastRestoredAt { get; init; }

    /// <summary>The last set restored as log shipping noted it (bts_LogShippingLastRestoreSet); the lowest where several sources are shipped.</summary>
    public long? RecordedSet { get; init; }

    /// <summary>The newest complete log set in this instance's copy of the history.</summary>
    public long? NewestKnownSet { get; init; }

    /// <summary>The newest complete log set on the source; null while it can't be asked.</summary>
    public long? NewestSourceSet { get; init; }

    /// <summary>The mark in the newest set known from either side.</summary>
    public string? NewestMark { get; init; }

    /// <summary>
    /// How many complete log sets could have been restored and were not. The newest set does not count: log shipping restores a set only once the
    /// next one is known. Null if it can't be told.
    /// </summary>
    public int? SetsBehind { get; init; }

    /// <summary>The time between the last restored mark and the newest one that could have been restored; zero if none waits.</summary>
    public TimeSpan? TimeBehind { get; init; }

    /// <summary>Log shipping's jobs on this instance.</summary>
    public IReadOnlyList<AgentJob> Jobs { get; init; } = [];

    /// <summary>What keeps the next set from being restored; null if nothing is known to.</summary>
    public LogShippingBlock? Blocked { get; init; }

    /// <summary>The databases shipped to this instance.</summary>
    public IReadOnlyList<LogShippingDatabase> Databases { get; init; } = [];

    /// <summary>What was noticed beside that, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The states of the databases with their numbers, for example <c>9 Restoring</c>.</summary>
    public string DatabaseStates =>
        string.Join(", ", Databases.GroupBy(database => database.State).Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>What is wrong with the jobs, or <c>OK</c>: disabled, failed, missing.</summary>
    public string JobState => LogShippingJobs.Describe(Jobs);
}
