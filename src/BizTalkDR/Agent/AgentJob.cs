namespace BizTalkDR.Agent;

/// <summary>A SQL Server Agent job as it was when it was read.</summary>
public sealed record AgentJob
{
    /// <summary>The topology name of the instance.</summary>
    public required string Instance { get; init; }

    /// <summary>msdb.dbo.sysjobs.job_id.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to the group.</summary>
    public JobKind Kind { get; init; }

    /// <summary>Whether its schedules start it.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether it is running now.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Since when it is running, in the server's local time.</summary>
    public DateTime? RunningSince { get; init; }

    /// <summary>How many enabled schedules it has.</summary>
    public int ScheduleCount { get; init; }

    /// <summary>How its last run ended.</summary>
    public JobOutcome LastOutcome { get; init; } = JobOutcome.Unknown;

    /// <summary>When its last run began, in the server's local time.</summary>
    public DateTime? LastRunAt { get; init; }

    /// <summary>What its last run said at the end.</summary>
    public string? LastMessage { get; init; }

    /// <summary>When it runs next, in the server's local time.</summary>
    public DateTime? NextRunAt { get; init; }

    /// <summary>The login that owns it.</summary>
    public string? Owner { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }
}
