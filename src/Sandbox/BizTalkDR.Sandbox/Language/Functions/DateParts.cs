using System.Globalization;

namespace BizTalkDR.Sandbox.Language.Functions;

internal enum DatePart
{
    Year,
    Quarter,
    Month,
    DayOfYear,
    Day,
    Week,
    WeekDay,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    IsoWeek,
    TimeZoneOffset,
}

/// <summary>The parts of a date with all their short names.</summary>
internal static class DateParts
{
    private static readonly Dictionary<string, DatePart> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["year"] = DatePart.Year,
        ["yy"] = DatePart.Year,
        ["yyyy"] = DatePart.Year,
        ["quarter"] = DatePart.Quarter,
        ["qq"] = DatePart.Quarter,
        ["q"] = DatePart.Quarter,
        ["month"] = DatePart.Month,
        ["mm"] = DatePart.Month,
        ["m"] = DatePart.Month,
        ["dayofyear"] = DatePart.DayOfYear,
        ["dy"] = DatePart.DayOfYear,
        ["y"] = DatePart.DayOfYear,
        ["day"] = DatePart.Day,
        ["dd"] = DatePart.Day,
        ["d"] = DatePart.Day,
        ["week"] = DatePart.Week,
        ["wk"] = DatePart.Week,
        ["ww"] = DatePart.Week,
        ["weekday"] = DatePart.WeekDay,
        ["dw"] = DatePart.WeekDay,
        ["w"] = DatePart.WeekDay,
        ["hour"] = DatePart.Hour,
        ["hh"] = DatePart.Hour,
        ["minute"] = DatePart.Minute,
        ["mi"] = DatePart.Minute,
        ["n"] = DatePart.Minute,
        ["second"] = DatePart.Second,
        ["ss"] = DatePart.Second,
        ["s"] = DatePart.Second,
        ["millisecond"] = DatePart.Millisecond,
        ["ms"] = DatePart.Millisecond,
        ["microsecond"] = DatePart.Microsecond,
        ["mcs"] = DatePart.Microsecond,
        ["nanosecond"] = DatePart.Nanosecond,
        ["ns"] = DatePart.Nanosecond,
        ["iso_week"] = DatePart.IsoWeek,
        ["isowk"] = DatePart.IsoWeek,
        ["isoww"] = DatePart.IsoWeek,
        ["tzoffset"] = DatePart.TimeZoneOffset,
        ["tz"] = DatePart.TimeZoneOffset,
    };

    internal static DatePart? Find(string name) => Names.TryGetValue(name, out var part) ? part : null;

    internal static object Value(DatePart part, object value, int dateFirst)
    {
        if (part == DatePart.TimeZoneOffset)
            return value is DateTimeOffset zoned ? (int)zoned.Offset.TotalMinutes : 0;
        var date = value switch
        {
            DateTimeOffset offset => offset.DateTime,
            TimeSpan time => BizTalkDR.Sandbox.Types.DateConversion.Epoch + time,
            _ => (DateTime)value,
        };
        return part switch
        {
            DatePart.Year => date.Year,
            DatePart.Quarter => ((date.Month - 1) / 3) + 1,
            DatePart.Month => date.Month,
            DatePart.DayOfYear => date.DayOfYear,
            DatePart.Day => date.Day,
            DatePart.Week => Week(date, dateFirst),
            DatePart.WeekDay => WeekDay(date, dateFirst),
            DatePart.Hour => date.Hour,
            DatePart.Minute => date.Minute,
            DatePart.Second => date.Second,
            DatePart.Millisecond => date.Millisecond,
            DatePart.Microsecond => (int)(date.Ticks % TimeSpan.TicksPerSecond / 10),
            DatePart.Nanosecond => (int)(date.Ticks % TimeSpan.TicksPerSecond * 100),
            _ => ISOWeek.GetWeekOfYear(date),
        };
    }

    internal static string Name(DatePart part, object value, int dateFirst) =>
        (part, value) switch
        {
            (DatePart.Month, DateTime date) => date.ToString("MMMM", CultureInfo.InvariantCulture),
            (DatePart.WeekDay, DateTime date) => date.DayOfWeek.ToString(),
            (DatePart.Month, DateTimeOffset date) => date.ToString("MMMM", CultureInfo.InvariantCulture),
            (DatePart.WeekDay, DateTimeOffset date) => date.DayOfWeek.ToString(),
            _ => Convert.ToString(Value(part, value, dateFirst), CultureInfo.InvariantCulture)!,
        };

    internal static DateTime Add(DatePart part, DateTime date, int count) =>
        part switch
        {
            DatePart.Year => date.AddYears(count),
            DatePart.Quarter => date.AddMonths(checked(count * 3)),
            DatePart.Month => date.AddMonths(count),
            DatePart.DayOfYear or DatePart.Day or DatePart.WeekDay => date.AddDays(count),
            DatePart.Week or DatePart.IsoWeek => date.AddDays(count * 7.0),
            DatePart.Hour => date.AddHours(count),
            DatePart.Minute => date.AddMinutes(count),
            DatePart.Second => date.AddSeconds(count),
            DatePart.Millisecond => date.AddMilliseconds(count),
            DatePart.Microsecond => date.AddTicks(count * 10L),
            _ => date.AddTicks(count / 100),
        };

    /// <summary>How many boundaries of the part lie between two moments.</summary>
    internal static long Difference(DatePart part, DateTime from, DateTime to) =>
        part switch
        {
            DatePart.Year => to.Year - from.Year,
            DatePart.Quarter => ((to.Year * 4) + ((to.Month - 1) / 3)) - ((from.Year * 4) + ((from.Month - 1) / 3)),
            DatePart.Month => ((to.Year * 12) + to.Month) - ((from.Year * 12) + from.Month),
            DatePart.DayOfYear or DatePart.Day or DatePart.WeekDay => (to.Date - from.Date).Days,
            DatePart.Week => Weeks(to) - Weeks(from),
            DatePart.IsoWeek => Weeks(to) - Weeks(from),
            DatePart.Hour => Count(from, to, TimeSpan.TicksPerHour),
            DatePart.Minute => Count(from, to, TimeSpan.TicksPerMinute),
            DatePart.Second => Count(from, to, TimeSpan.TicksPerSecond),
            DatePart.Millisecond => Count(from, to, TimeSpan.TicksPerMillisecond),
            DatePart.Microsecond => Count(from, to, 10),
            _ => (to.Ticks - from.Ticks) * 100,
        };

    private static long Count(DateTime from, DateTime to, long ticks) => (to.Ticks / ticks) - (from.Ticks / ticks);

    /// <summary>Weeks begin on Sunday whatever DATEFIRST says; January 1st of the year 1 was a Monday.</summary>
    private static long Weeks(DateTime date) => (date.Ticks / TimeSpan.TicksPerDay + 1) / 7;

    private static int WeekDay(DateTime date, int dateFirst) => ((((int)date.DayOfWeek + 7 - dateFirst) % 7) + 7) % 7 + 1;

    private static int Week(DateTime date, int dateFirst)
    {
        var first = new DateTime(date.Year, 1, 1);
        return ((date.DayOfYear - 1 + WeekDay(first, dateFirst) - 1) / 7) + 1;
    }
}
