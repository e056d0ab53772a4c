using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public sealed class JobScheduleTests
{
    private static JobSchedule Schedule(
        int type,
        int interval,
        int subdayType = 1,
        int subday = 0,
        int start = 0,
        int end = 235959,
        int factor = 1
    ) =>
        new()
        {
            Name = "s",
            IsEnabled = true,
            FrequencyType = type,
            FrequencyInterval = interval,
            SubdayType = subdayType,
            SubdayInterval = subday,
            StartTime = start,
            EndTime = end,
            RecurrenceFactor = factor,
        };

    [Theory]
    [InlineData(4, 1, 4, 15, 0, 235959, "00:15:00")] // every 15 minutes
    [InlineData(4, 1, 8, 1, 80000, 180000, "14:00:00")] // hourly in office hours: the night is the gap
    [InlineData(4, 1, 1, 0, 20000, 235959, "1.00:00:00")] // once a day
    [InlineData(4, 3, 4, 15, 0, 235959, "2.00:15:00")] // every third day
    [InlineData(8, 62, 1, 0, 20000, 235959, "3.00:00:00")] // Monday to Friday
    [InlineData(8, 1, 1, 0, 0, 235959, "7.00:00:00")] // Sundays
    [InlineData(8, 127, 2, 30, 0, 235959, "00:00:30")] // every day of the week, twice a minute
    [InlineData(16, 1, 1, 0, 0, 235959, "31.00:00:00")] // monthly
    public void The_longest_gap_between_two_starts_counts(
        int type,
        int interval,
        int subdayType,
        int subday,
        int start,
        int end,
        string gap
    ) => Assert.Equal(TimeSpan.Parse(gap, null), Schedule(type, interval, subdayType, subday, start, end).LongestGap);

    [Theory]
    [InlineData(1)] // once
    [InlineData(64)] // when the Agent starts
    [InlineData(128)] // when idle
    public void A_schedule_that_does_not_repeat_has_no_gap_and_is_not_active(int type) =>
        Assert.False(Schedule(type, 0).IsActive(new DateTime(2026, 11, 21)));

    [Fact]
    public void A_schedule_that_has_ended_is_not_active()
    {
        var schedule = Schedule(4, 1, 4, 15) with { EndDate = new DateTime(2026, 11, 20) };

        Assert.True(schedule.IsActive(new DateTime(2026, 11, 20, 12, 0, 0)));
        Assert.False(schedule.IsActive(new DateTime(2026, 11, 21)));
    }

    [Theory]
    [InlineData("00:00:30", "30 seconds", "every 30 seconds")]
    [InlineData("00:01:00", "1 minute", "every minute")]
    [InlineData("00:15:00", "15 minutes", "every 15 minutes")]
    [InlineData("02:05:00", "2 hours 5 minutes", "every 2 hours 5 minutes")]
    [InlineData("1.00:00:00", "1 day", "every day")]
    [InlineData("1.01:00:00", "1 day 1 hour", "every 1 day 1 hour")]
    public void Spans_are_said_as_people_say_them(string span, string text, string every)
    {
        Assert.Equal(text, Duration.Text(TimeSpan.Parse(span, null)));
        Assert.Equal(every, Duration.Every(TimeSpan.Parse(span, null)));
    }
}
