using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Definitions;

/// <summary>A job as msdb has it: all that makes it the same job elsewhere.</summary>
public sealed record JobDefinition
{
    /// <summary>Its title.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to the group, by what its steps call.</summary>
    public BizTalkJob Job { get; init; }

    /// <summary>The databases that its steps work in.</summary>
    public IReadOnlyList<string> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The procedures that its steps call, without their schemas.</summary>
    public IReadOnlyList<string> Calls
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether it is enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Its description.</summary>
    public string? Description { get; init; }

    /// <summary>Its category; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>The login that owns it; null where it has gone.</summary>
    public string? Owner { get; init; }

    /// <summary>The step it begins with.</summary>
    public int StartStep { get; init; } = 1;

    /// <summary>When it writes to the event log: 0 never, 1 on success, 2 on failure, 3 always.</summary>
    public int NotifyEventLog { get; init; }

    /// <summary>When it sends mail, by the same numbers.</summary>
    public int NotifyEmail { get; init; }

    /// <summary>The operator who gets the mail.</summary>
    public string? EmailOperator { get; init; }

    /// <summary>When it pages, by the same numbers.</summary>
    public int NotifyPage { get; init; }

    /// <summary>The operator who is paged.</summary>
    public string? PageOperator { get; init; }

    /// <summary>When it deletes itself, by the same numbers.</summary>
    public int DeleteLevel { get; init; }

    /// <summary>Its steps.</summary>
    public IReadOnlyList<JobStepDefinition> Steps
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Its schedules.</summary>
    public IReadOnlyList<JobScheduleDefinition> Schedules
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A step of a job (msdb.dbo.sysjobsteps).</summary>
public sealed record JobStepDefinition
{
    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>TSQL, CmdExec ...</summary>
    public required string Subsystem { get; init; }

    /// <summary>Its text.</summary>
    public string? Command { get; init; }

    /// <summary>The database it begins in.</summary>
    public string? Database { get; init; }

    /// <summary>The user it runs as.</summary>
    public string? DatabaseUser { get; init; }

    /// <summary>The proxy it runs under.</summary>
    public string? Proxy { get; init; }

    /// <summary>What follows success: 1 ends, 2 fails, 3 the next step, 4 a step.</summary>
    public int OnSuccess { get; init; } = 1;

    /// <summary>The step that follows success.</summary>
    public int OnSuccessStep { get; init; }

    /// <summary>What follows failure, by the same numbers.</summary>
    public int OnFail { get; init; } = 2;

    /// <summary>The step that follows failure.</summary>
    public int OnFailStep { get; init; }

    /// <summary>How often it is tried again.</summary>
    public int RetryAttempts { get; init; }

    /// <summary>After how many minutes.</summary>
    public int RetryInterval { get; init; }

    /// <summary>The file that its output goes to.</summary>
    public string? OutputFile { get; init; }

    /// <summary>sysjobsteps.flags.</summary>
    public int Flags { get; init; }

    /// <summary>Number and name.</summary>
    public override string ToString() => $"{Number} {Name}";
}

/// <summary>A schedule of a job, with the numbers of msdb.dbo.sysschedules.</summary>
public sealed record JobScheduleDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>freq_type.</summary>
    public int FrequencyType { get; init; }

    /// <summary>freq_interval.</summary>
    public int FrequencyInterval { get; init; }

    /// <summary>freq_subday_type.</summary>
    public int SubdayType { get; init; }

    /// <summary>freq_subday_interval.</summary>
    public int SubdayInterval { get; init; }

    /// <summary>freq_relative_interval.</summary>
    public int RelativeInterval { get; init; }

    /// <summary>freq_recurrence_factor.</summary>
    public int RecurrenceFactor { get; init; }

    /// <summary>The first day, as yyyymmdd.</summary>
    public int StartDate { get; init; }

    /// <summary>The last day, as yyyymmdd.</summary>
    public int EndDate { get; init; } = 99991231;

    /// <summary>The first second of the day, as hhmmss.</summary>
    public int StartTime { get; init; }

    /// <summary>The last second of the day, as hhmmss.</summary>
    public int EndTime { get; init; } = 235959;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
