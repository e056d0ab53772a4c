using System.Globalization;

namespace BizTalkDR.Reporting;

/// <summary>Times and durations in the words of a report.</summary>
public static class ReportText
{
    /// <summary>A moment: 2026-11-21 09:15:00 UTC.</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A duration as a person says it: 340 ms, 12.3 s, 4 min 05 s, 1 h 02 min.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalSeconds: < 1 } => string.Format(CultureInfo.InvariantCulture, "{0:0} ms", span.TotalMilliseconds),
            { TotalMinutes: < 1 } => string.Format(CultureInfo.InvariantCulture, "{0:0.0} s", span.TotalSeconds),
            { TotalHours: < 1 } => string.Format(
                CultureInfo.InvariantCulture,
                "{0:0} min {1:00} s",
                Math.Floor(span.TotalMinutes),
                span.Seconds
            ),
            _ => string.Format(CultureInfo.InvariantCulture, "{0:0} h {1:00} min", Math.Floor(span.TotalHours), span.Minutes),
        };
}
