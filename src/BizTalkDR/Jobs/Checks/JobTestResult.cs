using BizTalkDR.Group;
using BizTalkDR.Jobs.Definitions;

namespace BizTalkDR.Jobs.Checks;

/// <summary>How a job of the group stands. The names are stable.</summary>
public enum JobTestState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>A database of the group lacks it.</summary>
    Missing,

    /// <summary>It is disabled, and should not be.</summary>
    Disabled,

    /// <summary>It is enabled or scheduled, and must not be.</summary>
    MustNotRun,

    /// <summary>No schedule starts it.</summary>
    NotScheduled,

    /// <summary>It should be running, and is not.</summary>
    NotRunning,

    /// <summary>Its last run failed.</summary>
    Failing,

    /// <summary>It failed on purpose, and tells of inconsistencies in the group's databases.</summary>
    Finding,

    /// <summary>It waits for its database to come online.</summary>
    Waiting,
}

/// <summary>How a job of the group stands, for one database.</summary>
public sealed record JobTestResult
{
    /// <summary>How it stands.</summary>
    public JobTestState State { get; init; }

    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>What the job is to the group.</summary>
    public BizTalkJob Job { get; init; }

    /// <summary>Its title; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>What was found.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>State, job and database.</summary>
    public override string ToString() => $"{State}: {Job} of {Database} on {Instance}";
}
