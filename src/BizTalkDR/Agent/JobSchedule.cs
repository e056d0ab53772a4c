using System.Globalization;

namespace BizTalkDR.Agent;

/// <summary>A schedule of a job, with the numbers of msdb.dbo.sysschedules.</summary>
internal sealed record JobSchedule
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public required string Name { get; init; }

    public bool IsEnabled { get; init; }

    public int FrequencyType { get; init; }

    public int FrequencyInterval { get; init; }

    public int SubdayType { get; init; }

    public int SubdayInterval { get; init; }

    public int RecurrenceFactor { get; init; }

    /// <summary>The first second of the day, as hhmmss.</summary>
    public int StartTime { get; init; }

    /// <summary>The last second of the day, as hhmmss.</summary>
    public int EndTime { get; init; }

    /// <summary>The last day, or null for none.</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>Whether it starts the job again and again at that time.</summary>
    public bool IsActive(DateTime now) => IsEnabled && LongestGap is not null && (EndDate is not { } end || end.Date >= now.Date);

    /// <summary>The longest time between two starts; null for a schedule that starts once, with the Agent or when the computer is idle.</summary>
    public TimeSpan? LongestGap =>
        FrequencyType switch
        {
            4 => DailyGap(Math.Max(FrequencyInterval, 1)),
            8 => DailyGap(WeeklyDays()),
            16 or 32 => DailyGap(31 * Math.Max(RecurrenceFactor, 1)),
            _ => null,
        };

    /// <summary>How often, in words.</summary>
    public string Text => LongestGap is { } gap ? Duration.Every(gap) : "not regularly";

    private TimeSpan DailyGap(int days)
    {
        TimeSpan? step = SubdayType switch
        {
            2 => TimeSpan.FromSeconds(SubdayInterval),
            4 => TimeSpan.FromMinutes(SubdayInterval),
            8 => TimeSpan.FromHours(SubdayInterval),
            _ => null,
        };
        if (step is not { } every || every <= TimeSpan.Zero)
            return TimeSpan.FromDays(days);
        var window = Clock(EndTime) - Clock(StartTime);
        if (window < TimeSpan.Zero)
            window += Day;
        var last = TimeSpan.FromTicks(window.Ticks / every.Ticks * every.Ticks);
        var overnight = TimeSpan.FromDays(days) - last;
        return overnight > every ? overnight : every;
    }

    // freq_interval has a bit for each weekday, Sunday first.
    private int WeeklyDays()
    {
        var days = Enumerable.Range(0, 7).Where(day => (FrequencyInterval & (1 << day)) != 0).ToList();
        if (days.Count == 0)
            return 7;
        var weeks = Math.Max(RecurrenceFactor, 1);
        var gaps = days.Select((day, index) => index + 1 < days.Count ? days[index + 1] - day : days[0] + (7 * weeks) - day);
        return gaps.Max();
    }

    private static TimeSpan Clock(int time) => new(time / 10000, time / 100 % 100, time % 100);
}

/// <summary>Times spans as people say them.</summary>
internal static class Duration
{
    /// <summary>Two units at the most: 15 minutes, 2 hours 5 minutes, 3 days.</summary>
    public static string Text(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            return "0 seconds";
        if (span < TimeSpan.FromMinutes(1))
            return Unit((long)span.TotalSeconds, "second");
        if (span < TimeSpan.FromHours(1))
            return Unit((long)span.TotalMinutes, "minute");
        return span < TimeSpan.FromDays(1)
            ? Two((long)span.TotalHours, "hour", span.Minutes, "minute")
            : Two((long)span.TotalDays, "day", span.Hours, "hour");
    }

    /// <summary>How often: every minute, every 15 minutes, every day.</summary>
    public static string Every(TimeSpan span)
    {
        var text = Text(span);
        return "every " + (text.StartsWith("1 ", StringComparison.Ordinal) && text.IndexOf(' ', 2) < 0 ? text.Substring(2) : text);
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) =>
        Unit(big, bigUnit) + (small == 0 ? "" : " " + Unit(small, smallUnit));

    private static string Unit(long count, string unit) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? "" : "s");
}
