using System.Globalization;
using BizTalkDR.Sandbox.Agent;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Sandbox.Tests.Agent;

public class AgentScheduleTests
{
    [Fact]
    public void A_schedule_of_every_15_minutes_runs_at_the_quarters_of_the_hour()
    {
        var schedule = Daily() with { SubdayType = 4, SubdayInterval = 15 };
        Assert.Equal(At("2026-11-21 09:15"), schedule.NextRun(At("2026-11-21 09:00")));
        Assert.Equal(At("2026-11-21 09:15"), schedule.NextRun(At("2026-11-21 09:14:59")));
        Assert.Equal(At("2026-11-22 00:00"), schedule.NextRun(At("2026-11-21 23:50")));
    }

    [Fact]
    public void Outside_its_active_window_a_schedule_waits_for_the_next_one()
    {
        var schedule = Daily() with { SubdayType = 8, SubdayInterval = 1, ActiveStartTime = 80000, ActiveEndTime = 180000 };
        Assert.Equal(At("2026-11-21 18:00"), schedule.NextRun(At("2026-11-21 17:30")));
        Assert.Equal(At("2026-11-22 08:00"), schedule.NextRun(At("2026-11-21 18:00")));
    }

    [Fact]
    public void A_window_may_reach_past_midnight()
    {
        var schedule = Daily() with { SubdayType = 4, SubdayInterval = 30, ActiveStartTime = 220000, ActiveEndTime = 20000 };
        Assert.Equal(At("2026-11-22 01:30"), schedule.NextRun(At("2026-11-22 01:00")));
        Assert.Equal(At("2026-11-22 22:00"), schedule.NextRun(At("2026-11-22 02:00")));
    }

    [Fact]
    public void Once_is_once()
    {
        var schedule = new AgentSchedule
        {
            Id = 1,
            Name = "s",
            FrequencyType = 1,
            ActiveStartDate = 20261121,
            ActiveStartTime = 93000,
        };
        Assert.Equal(At("2026-11-21 09:30"), schedule.NextRun(At("2026-11-21 09:00")));
        Assert.Null(schedule.NextRun(At("2026-11-21 09:30")));
    }

    [Fact]
    public void A_weekly_schedule_keeps_to_its_days_and_weeks()
    {
        // Monday and Friday of every second week; 2026-11-15 is the Sunday that begins the first one.
        var schedule = Daily() with
        {
            FrequencyType = 8,
            FrequencyInterval = 2 + 32,
            RecurrenceFactor = 2,
            ActiveStartDate = 20261116,
        };
        Assert.Equal(At("2026-11-16 00:00"), schedule.NextRun(At("2026-11-15 12:00")));
        Assert.Equal(At("2026-11-20 00:00"), schedule.NextRun(At("2026-11-16 00:00")));
        Assert.Equal(At("2026-11-30 00:00"), schedule.NextRun(At("2026-11-20 00:00")));
    }

    [Theory]
    [InlineData(1, 3, "2026-12-01")] // the first Tuesday
    [InlineData(16, 9, "2026-11-30")] // the last weekday
    [InlineData(2, 10, "2026-12-06")] // the second weekend day
    [InlineData(16, 8, "2026-11-30")] // the last day
    public void A_relative_monthly_schedule_finds_its_day(int which, int kind, string expected)
    {
        var schedule = Daily() with { FrequencyType = 32, RelativeInterval = which, FrequencyInterval = kind, RecurrenceFactor = 1 };
        Assert.Equal(At(expected + " 00:00"), schedule.NextRun(At("2026-11-21 09:00")));
    }

    [Fact]
    public void The_31st_comes_only_in_months_that_have_it()
    {
        var schedule = Daily() with { FrequencyType = 16, FrequencyInterval = 31, RecurrenceFactor = 1 };
        Assert.Equal(At("2027-01-31 00:00"), schedule.NextRun(At("2026-12-31 00:00")));
        Assert.Equal(At("2027-03-31 00:00"), schedule.NextRun(At("2027-01-31 00:00")));
    }

    [Fact]
    public void After_its_end_date_a_schedule_never_runs() =>
        Assert.Null((Daily() with { ActiveEndDate = 20261121 }).NextRun(At("2026-11-21 00:00")));

    [Fact]
    public void A_disabled_schedule_never_runs() => Assert.Null((Daily() with { IsEnabled = false }).NextRun(At("2026-11-21 09:00")));

    [Fact]
    public void The_next_run_is_always_later_and_asking_just_before_it_gives_it_again() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(PositiveInt Interval, PositiveInt Minutes)>(),
                pair =>
                {
                    var schedule = Daily() with
                    {
                        FrequencyInterval = 1 + (pair.Interval.Get % 5),
                        SubdayType = 4,
                        SubdayInterval = 1 + (pair.Interval.Get % 90),
                    };
                    var after = At("2026-11-21 09:00").AddMinutes(pair.Minutes.Get);
                    var next = schedule.NextRun(after);
                    return next > after && schedule.NextRun(next!.Value.AddTicks(-1)) == next;
                }
            )
            .QuickCheckThrowOnFailure();

    private static AgentSchedule Daily() =>
        new()
        {
            Id = 1,
            Name = "s",
            FrequencyType = 4,
            FrequencyInterval = 1,
            ActiveStartDate = 20260101,
        };

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
