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

    /// <summary>
    /// The groups whose backups it takes or whose logs it ships, by management database and server; null when it does neither. A job of another group
    /// says so here.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Whether its schedules start it.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether it is running now.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Since when it is running, in the server's local time.</summary>
    public DateTime? RunningSince { get; init; }

    /// <summary>When it was asked to start, in the server's local time, if it has not begun yet; else null.</summary>
    public DateTime? RequestedAt { get; init; }

    /// <summary>Who disabled it by this module: the run of a failback, or a cmdlet; null if it is enabled, or was disabled otherwise.</summary>
    public string? SwitchedOffBy { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTime? SwitchedOffAt { get; init; }

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

    /// <summary>
    /// Whether the call that returned it has changed the job: true when it switched it, false when it was so already or was only waited for. Null of a job
    /// that was only read.
    /// </summary>
    public bool? Changed { get; init; }

    /// <summary>Name and instance, for messages.</summary>
    public override string ToString() => $"{Name} on {Instance}";

    /// <summary>Whether it works for other groups as well.</summary>
    internal bool IsShared { get; init; }

    /// <summary>Its description in msdb, with the mark of <see cref="SwitchedOffBy"/>.</summary>
    internal string? Description { get; init; }

    /// <summary>Whether it carries a mark beside its description, which has no room for one.</summary>
    internal bool IsMarkedBesides { get; init; }

    /// <summary>Whether it runs, or is about to: it was asked to start and has not begun.</summary>
    internal bool IsBusy => IsRunning || RequestedAt is not null;

    /// <summary>The refusal of jobs that work for different groups; null when they are of one, or tell of none.</summary>
    public static JobException? OfSeveralGroups(IReadOnlyList<AgentJob> jobs)
    {
        var told = (jobs ?? throw new ArgumentNullException(nameof(jobs))).Where(job => job.Group is not null).ToList();
        return told.Select(job => job.Group).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any()
            ? JobException.SeveralGroups(told)
            : null;
    }
}
