namespace BizTalkDR.Sandbox.Agent;

/// <summary>One row of msdb.dbo.sysschedules; its columns are described with sp_add_schedule.</summary>
internal sealed record AgentSchedule
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public bool IsEnabled { get; init; } = true;

    public required int FrequencyType { get; init; }

    public int FrequencyInterval { get; init; }

    public int SubdayType { get; init; }

    public int SubdayInterval { get; init; }

    public int RelativeInterval { get; init; }

    public int RecurrenceFactor { get; init; }

    public required int ActiveStartDate { get; init; }

    public int ActiveEndDate { get; init; } = 99991231;

    public int ActiveStartTime { get; init; }

    public int ActiveEndTime { get; init; } = 235959;

    private const int Once = 1;
    private const int Daily = 4;
    private const int Weekly = 8;
    private const int Monthly = 16;
    private const int MonthlyRelative = 32;
    private const int AgentStart = 64;

    /// <summary>Days looked ahead for a match: 29 February on a given weekday recurs within this.</summary>
    private const int Horizon = 366 * 30;

    internal bool RunsAtAgentStart => IsEnabled && FrequencyType == AgentStart;

    /// <summary>The first run after a moment, or null when there is none any more.</summary>
    internal DateTime? NextRun(DateTime after)
    {
        if (!IsEnabled)
            return null;
        var first = AgentDate.FromDate(ActiveStartDate);
        var last = AgentDate.FromDate(ActiveEndDate);
        if (FrequencyType == Once)
        {
            var at = first + AgentDate.FromTime(ActiveStartTime);
            return at > after ? at : null;
        }
        if (FrequencyType is not (Daily or Weekly or Monthly or MonthlyRelative))
            return null;

        // A window that ends before it begins reaches into the next day, so the day before still counts.
        var day = after.Date.AddDays(-1);
        if (day < first)
            day = first;
        for (var i = 0; i < Horizon && day <= last; i++, day = day.AddDays(1))
            if (IsDue(day, first) && NextRunOn(day, after) is { } run)
                return run;
        return null;
    }

    private DateTime? NextRunOn(DateTime day, DateTime after)
    {
        var start = day + AgentDate.FromTime(ActiveStartTime);
        if (Step is not { } step)
            return start > after ? start : null;
        var end = day + AgentDate.FromTime(ActiveEndTime);
        if (end < start)
            end = end.AddDays(1);
        var run = start;
        if (run <= after)
            run = start + (step * (((after - start).Ticks / step.Ticks) + 1));
        return run <= end ? run : null;
    }

    private TimeSpan? Step =>
        SubdayType switch
        {
            2 => TimeSpan.FromSeconds(SubdayInterval),
            4 => TimeSpan.FromMinutes(SubdayInterval),
            8 => TimeSpan.FromHours(SubdayInterval),
            _ => null,
        };

    private bool IsDue(DateTime day, DateTime first) =>
        FrequencyType switch
        {
            Daily => (day - first).Days % FrequencyInterval == 0,
            Weekly => (FrequencyInterval & (1 << (int)day.DayOfWeek)) != 0
                && (StartOfWeek(day) - StartOfWeek(first)).Days / 7 % RecurrenceFactor == 0,
            Monthly => day.Day == FrequencyInterval && IsDueMonth(day, first),
            _ => IsDueMonth(day, first) && day == RelativeDay(day),
        };

    private bool IsDueMonth(DateTime day, DateTime first) =>
        (((day.Year - first.Year) * 12) + day.Month - first.Month) % RecurrenceFactor == 0;

    private static DateTime StartOfWeek(DateTime day) => day.AddDays(-(int)day.DayOfWeek);

    /// <summary>The day of the month that a relative schedule (the second Tuesday, the last weekday) means.</summary>
    private DateTime? RelativeDay(DateTime month)
    {
        var days = Enumerable
            .Range(1, DateTime.DaysInMonth(month.Year, month.Month))
            .Select(day => new DateTime(month.Year, month.Month, day))
            .Where(IsOfRelativeKind)
            .ToArray();
        var index = RelativeInterval switch
        {
            1 => 0,
            2 => 1,
            4 => 2,
            8 => 3,
            _ => days.Length - 1,
        };
        return index < days.Length ? days[index] : null;
    }

    private bool IsOfRelativeKind(DateTime day) =>
        FrequencyInterval switch
        {
            >= 1 and <= 7 => (int)day.DayOfWeek == FrequencyInterval - 1,
            8 => true,
            9 => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
            _ => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
        };
}
