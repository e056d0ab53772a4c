namespace BizTalkDR.Sandbox.Tds;

/// <summary>Dates and times as numbers on the wire.</summary>
internal static class WireTime
{
    internal static readonly DateTime Epoch1900 = new(1900, 1, 1);
    private const long DateTimeStepsPerDay = 24L * 60 * 60 * 300;
    private const int LargestScale = 7;

    /// <summary>Days since 1900 and 1/300 seconds since midnight, rounded as datetime is.</summary>
    internal static (int Days, uint Steps) ToDateTime(DateTime value)
    {
        var days = (value.Date - Epoch1900).Days;
        var steps = ((value.TimeOfDay.Ticks * 300) + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond;
        return steps < DateTimeStepsPerDay ? (days, (uint)steps) : (days + 1, 0);
    }

    /// <summary>The time of a datetime, in whole milliseconds as .NET's providers show it.</summary>
    internal static DateTime FromDateTime(int days, uint steps) =>
        Checked(() => Epoch1900.AddDays(days).AddMilliseconds(Math.Floor((steps * 10 / 3.0) + 0.5)));

    /// <summary>Days since 1900 and minutes since midnight, rounded as smalldatetime is: 30 seconds and more go up.</summary>
    internal static (ushort Days, ushort Minutes) ToSmallDateTime(DateTime value)
    {
        var minutes = (long)Math.Floor((value - Epoch1900).TotalMinutes + 0.5);
        return ((ushort)(minutes / 1440), (ushort)(minutes % 1440));
    }

    internal static DateTime FromSmallDateTime(ushort days, ushort minutes) => Epoch1900.AddDays(days).AddMinutes(minutes);

    /// <summary>The time of day in units of the scale.</summary>
    internal static ulong ToUnits(TimeSpan timeOfDay, byte scale) => (ulong)(timeOfDay.Ticks / TicksPerUnit(scale));

    internal static TimeSpan FromUnits(ulong units, byte scale)
    {
        var ticks = units * (ulong)TicksPerUnit(scale);
        return ticks < TimeSpan.TicksPerDay ? new TimeSpan((long)ticks) : throw new TdsProtocolException("A time is longer than a day.");
    }

    /// <summary>Days since the year 1.</summary>
    internal static uint ToDays(DateTime date) => (uint)(date.Ticks / TimeSpan.TicksPerDay);

    internal static DateTime FromDays(ulong days) => Checked(() => DateTime.MinValue.AddDays(days));

    private static DateTime Checked(Func<DateTime> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new TdsProtocolException("A date lies outside the years 1 to 9999.");
        }
    }

    private static long TicksPerUnit(byte scale)
    {
        var ticks = 1L;
        for (var digits = Math.Min((int)scale, LargestScale); digits < LargestScale; digits++)
            ticks *= 10;
        return ticks;
    }
}
