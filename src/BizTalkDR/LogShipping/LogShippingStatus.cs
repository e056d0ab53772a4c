using BizTalkDR.Agent;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Text;

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
    public IReadOnlyList<LogShippingSource> Sources
    {
        get;
        init => field = Indexed.List(value);
    } = [];

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
    public IReadOnlyList<AgentJob> Jobs
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What keeps the next set from being restored; null if nothing is known to.</summary>
    public LogShippingBlock? Blocked { get; init; }

    /// <summary>The databases shipped to this instance.</summary>
    public IReadOnlyList<LogShippingDatabase> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What was noticed beside that, one sentence each.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The states of the databases with their numbers, for example <c>9 Restoring</c>.</summary>
    public string DatabaseStates =>
        string.Join(", ", Databases.GroupBy(database => database.State).Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>What is wrong with the jobs, or <c>OK</c>: disabled, failed, missing.</summary>
    public string JobState => LogShippingJobs.Describe(Jobs);

    /// <summary>What is wrong, in short: it could not be read, is not set up, a database is in the way, a job is off; null if nothing is known.</summary>
    public string? Problem
    {
        get
        {
            if (Failure is not null)
                return Failure;
            if (!IsConfigured)
                return "Log shipping is not set up here.";
            var found = new[] { Blocked?.ToString(), JobState == "OK" ? null : $"Jobs: {JobState}." };
            return found.Any(each => each is not null) ? string.Join(" ", found.Where(each => each is not null)) : null;
        }
    }

    /// <summary>The instance, and how far it is behind or what is wrong.</summary>
    public override string ToString() =>
        $"{Instance}: " + (Problem ?? (SetsBehind is { } sets ? $"{sets} sets behind" : "not known how far behind"));
}
