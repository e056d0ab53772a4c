namespace BizTalkDR.Sandbox.Agent;

/// <summary>Dates and times as msdb keeps them: integers YYYYMMDD and HHMMSS.</summary>
internal static class AgentDate
{
    internal static int Date(DateTime value) => (value.Year * 10000) + (value.Month * 100) + value.Day;

    internal static int Time(DateTime value) => (value.Hour * 10000) + (value.Minute * 100) + value.Second;

    /// <summary>A run_duration: HHMMSS, with as many hours as it takes.</summary>
    internal static int Duration(TimeSpan value) =>
        // The local clock may have gone back meanwhile.
        value < TimeSpan.Zero
            ? 0
            : ((int)value.TotalHours * 10000) + (value.Minutes * 100) + value.Seconds;

    internal static DateTime FromDate(int date) => new(date / 10000, date / 100 % 100, date % 100);

    internal static TimeSpan FromTime(int time) => new(time / 10000, time / 100 % 100, time % 100);
}
