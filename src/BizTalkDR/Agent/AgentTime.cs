namespace BizTalkDR.Agent;

/// <summary>The Agent's own way of writing times: a date as the number yyyymmdd and a time as hhmmss; 0 for none.</summary>
public static class AgentTime
{
    /// <summary>The time, or null when there is none or the numbers are no date.</summary>
    public static DateTime? Parse(int? date, int? time)
    {
        if (date is not > 0)
            return null;
        var (year, month, day) = (date.Value / 10000, date.Value / 100 % 100, date.Value % 100);
        var clock = time ?? 0;
        var (hour, minute, second) = (clock / 10000, clock / 100 % 100, clock % 100);
        var isTime = hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60;
        var isDate = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return isDate && isTime ? new DateTime(year, month, day, hour, minute, second) : null;
    }
}
