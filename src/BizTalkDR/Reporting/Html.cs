using System.Globalization;
using System.Net;

namespace BizTalkDR.Reporting;

/// <summary>Small helpers for writing HTML and SVG by hand: everything that comes from data is encoded.</summary>
internal static class Html
{
    internal static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A coordinate or length with a point, whatever the culture.</summary>
    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    internal static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A duration as a person says it: 340 ms, 12.3 s, 4 min 05 s, 1 h 02 min.</summary>
    internal static string Span(TimeSpan span) =>
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
