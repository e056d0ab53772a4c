using System.Globalization;
using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Types;

/// <summary>
/// Dates and times out of text, in the order of SET DATEFORMAT where no style says otherwise (page SET DATEFORMAT, and "Supported string literal formats"
/// of datetime).
/// </summary>
internal static partial class DateText
{
    internal readonly record struct Parsed(DateTime Value, TimeSpan? Offset, int FractionDigits, bool IsOutOfRange);

    /// <param name="text">The text.</param>
    /// <param name="style">CONVERT's, or 0.</param>
    /// <param name="parsed">What it says.</param>
    /// <param name="isOld">
    /// Whether it is to be a datetime or smalldatetime: those read the day and month of 2026-12-01 in the session's order too, other types never do.
    /// </param>
    internal static bool TryParse(string text, int style, out Parsed parsed, bool isOld = false)
    {
        parsed = default;
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            parsed = new Parsed(DateConversion.Epoch, null, 0, false);
            return true;
        }
        var match = Pattern().Match(trimmed);
        if (!match.Success)
            return false;
        if (
            !TryReadDate(match, style, isOld, out var year, out var month, out var day)
            || !TryReadTime(match, out var time, out var fractionDigits)
        )
            return false;
        TimeSpan? offset = null;
        if (match.Groups["zone"] is { Success: true, Value: var zone })
            offset = zone is "Z" or "z" ? TimeSpan.Zero : ParseOffset(zone);
        if (
            year is < 1 or > 9999
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || time >= TimeSpan.FromDays(1)
        )
            parsed = new Parsed(default, offset, fractionDigits, true);
        else
            parsed = new Parsed(new DateTime(year, month, day) + time, offset, fractionDigits, false);
        return true;
    }

    private static TimeSpan ParseOffset(string zone)
    {
        var span = TimeSpan.ParseExact(zone[1..], "hh\\:mm", CultureInfo.InvariantCulture);
        return zone[0] == '-' ? -span : span;
    }

    private static bool TryReadDate(Match match, int style, bool isOld, out int year, out int month, out int day)
    {
        (year, month, day) = (1900, 1, 1);
        if (match.Groups["compact"].Success)
        {
            var digits = match.Groups["compact"].Value;
            var yearDigits = digits.Length - 4;
            (year, month, day) = (Year(digits[..yearDigits]), Number(digits.Substring(yearDigits, 2)), Number(digits[^2..]));
            return true;
        }
        if (match.Groups["iso"].Success)
        {
            var (early, late) = (Number(match.Groups["im"].Value), Number(match.Groups["id"].Value));
            var isDayEarly = isOld && style == 0 && !match.Groups["t"].Success && DateOrder.Current is ("dmy" or "ydm" or "dym");
            (year, month, day) = (Number(match.Groups["iy"].Value), isDayEarly ? late : early, isDayEarly ? early : late);
            return true;
        }
        if (match.Groups["numeric"].Success)
        {
            var parts = new[] { match.Groups["n1"].Value, match.Groups["n2"].Value, match.Groups["n3"].Value };
            var order = OrderOf(style, hasYearLast: parts[2].Length > 2);
            year = Year(parts[order.IndexOf('y', StringComparison.Ordinal)]);
            month = Number(parts[order.IndexOf('m', StringComparison.Ordinal)]);
            day = Number(parts[order.IndexOf('d', StringComparison.Ordinal)]);
            return true;
        }
        if (match.Groups["named"].Success)
        {
            var name = match.Groups["mon1"].Success ? match.Groups["mon1"].Value : match.Groups["mon2"].Value;
            month =
                1
                + Array.FindIndex(
                    CultureInfo.InvariantCulture.DateTimeFormat.MonthNames,
                    candidate => candidate.Length > 0 && (candidate.SameAs(name) || candidate[..3].SameAs(name))
                );
            day = match.Groups["d1"].Success ? Number(match.Groups["d1"].Value) : Number(match.Groups["d2"].Value);
            year = Year(match.Groups["y1"].Success ? match.Groups["y1"].Value : match.Groups["y2"].Value);
            return month > 0;
        }
        return match.Groups["time"].Success;
    }

    /// <summary>A year of four digits is one wherever it stands.</summary>
    private static string OrderOf(int style, bool hasYearLast)
    {
        var order =
            style % 100 is 3 or 4 or 5 ? "dmy"
            : style % 100 is 1 or 10 ? DateOrder.Default
            : style % 100 is 2 or 11 ? "ymd"
            : style == 0 ? DateOrder.Current
            : DateOrder.Default;
        return hasYearLast ? order.Replace("y", "", StringComparison.Ordinal) + "y" : order;
    }

    private static bool TryReadTime(Match match, out TimeSpan time, out int fractionDigits)
    {
        (time, fractionDigits) = (TimeSpan.Zero, 0);
        if (!match.Groups["time"].Success)
            return true;
        var hour = Number(match.Groups["h"].Value);
        var minute = match.Groups["mi"].Success ? Number(match.Groups["mi"].Value) : 0;
        var second = match.Groups["s"].Success ? Number(match.Groups["s"].Value) : 0;
        var half = match.Groups["half"].Value;
        if (half.Length > 0)
        {
            if (hour > 12)
                return false;
            hour = (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        }
        else if (!match.Groups["mi"].Success)
            return false;
        if (minute > 59 || second > 59)
        {
            time = TimeSpan.FromDays(2);
            return true;
        }
        var ticks = 0L;
        if (match.Groups["f"] is { Success: true, Value: var fraction })
        {
            fractionDigits = fraction.Length;
            var isMilliseconds = match.Groups["fsep"].Value == ":";
            ticks = isMilliseconds
                ? Number(fraction) * TimeSpan.TicksPerMillisecond
                : long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture);
        }
        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        return true;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>Two-digit years end in 2049, the default of "two digit year cutoff".</summary>
    private static int Year(string digits)
    {
        var year = Number(digits);
        return digits.Length > 2 ? year
            : year < 50 ? 2000 + year
            : 1900 + year;
    }

    [GeneratedRegex(
        @"^(?:(?<compact>\d{8}|\d{6})
            |(?<iso>(?<iy>\d{4})[-/.](?<im>\d{1,2})[-/.](?<id>\d{1,2}))
            |(?<numeric>(?<n1>\d{1,2})[-/.](?<n2>\d{1,2})[-/.](?<n3>\d{4}|\d{2}))
            |(?<named>(?<mon1>[A-Za-z]{3,9})\.?\s*(?<d1>\d{1,2})\s*,?\s+(?<y1>\d{4}|\d{2})|(?<d2>\d{1,2})[\s-]*(?<mon2>[A-Za-z]{3,9})[\s,-]*(?<y2>\d{4}|\d{2})))?
          (?:(?:^|(?<t>\s*T\s*)|\s+)(?<time>(?<h>\d{1,2})(?::(?<mi>\d{1,2})(?::(?<s>\d{1,2})(?:(?<fsep>[.:])(?<f>\d{1,9}))?)?)?\s*(?<half>[AaPp][Mm])?)\s*(?<zone>Z|z|[+-]\d{2}:\d{2})?)?$",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
