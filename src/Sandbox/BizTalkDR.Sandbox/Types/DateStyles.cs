using System.Globalization;
using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Types;

/// <summary>The styles of CONVERT for dates ("CAST and CONVERT", date and time styles).</summary>
internal static class DateStyles
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    internal static string Format(DateTime date, int style, int scale, SqlTypeKind kind)
    {
        var isDateOnly = kind == SqlTypeKind.Date;
        var datePart = DatePattern(style);
        if (datePart is not null)
            return date.ToString(datePart, Invariant);
        if (style is 8 or 108 or 24)
            return date.ToString("HH:mm:ss", Invariant);
        if (style is 14 or 114)
            return date.ToString("HH:mm:ss':'fff", Invariant);
        var day = DayOf(date, style);
        if (isDateOnly)
            return day;
        return style switch
        {
            0 or 100 => $"{day} {Clock(date, "h:mmtt", 7)}",
            9 or 109 => $"{day} {Clock(date, "h:mm:ss':'ffftt", 14)}",
            13 or 113 => $"{day} {date.ToString("HH:mm:ss':'fff", Invariant)}",
            20 or 120 => $"{day} {date.ToString("HH:mm:ss", Invariant)}",
            22 => $"{day} {Clock(date, "h:mm:ss tt", 11)}",
            126 or 127 =>
                $"{day}T{date.ToString("HH:mm:ss", Invariant)}{IsoFraction(date, scale, kind)}{(style == 127 && kind == SqlTypeKind.DateTimeOffset ? "Z" : "")}",
            _ => $"{day} {date.ToString("HH:mm:ss" + Fraction(scale), Invariant)}",
        };
    }

    internal static string Fraction(int digits) => digits == 0 ? "" : "." + new string('f', digits);

    private static string? DatePattern(int style) =>
        style switch
        {
            1 => "MM/dd/yy",
            101 => "MM/dd/yyyy",
            2 => "yy.MM.dd",
            102 => "yyyy.MM.dd",
            3 => "dd/MM/yy",
            103 => "dd/MM/yyyy",
            4 => "dd.MM.yy",
            104 => "dd.MM.yyyy",
            5 => "dd-MM-yy",
            105 => "dd-MM-yyyy",
            6 => "dd MMM yy",
            106 => "dd MMM yyyy",
            7 => "MMM dd, yy",
            107 => "MMM dd, yyyy",
            10 => "MM-dd-yy",
            110 => "MM-dd-yyyy",
            11 => "yy/MM/dd",
            111 => "yyyy/MM/dd",
            12 => "yyMMdd",
            112 => "yyyyMMdd",
            23 => "yyyy-MM-dd",
            _ => null,
        };

    private static string DayOf(DateTime date, int style) =>
        style switch
        {
            0 or 100 or 9 or 109 => $"{date.ToString("MMM", Invariant)} {date.Day, 2} {date.Year:0000}",
            13 or 113 => date.ToString("dd MMM yyyy", Invariant),
            22 => date.ToString("MM/dd/yy", Invariant),
            20 or 21 or 25 or 120 or 121 or 126 or 127 => date.ToString("yyyy-MM-dd", Invariant),
            _ => throw MessageCatalog.Error(281, style),
        };

    private static string Clock(DateTime date, string pattern, int width) => date.ToString(pattern, Invariant).PadLeft(width);

    /// <summary>ISO 8601 leaves out a datetime's fraction when it is zero.</summary>
    private static string IsoFraction(DateTime date, int scale, SqlTypeKind kind) =>
        kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime && date.Ticks % TimeSpan.TicksPerSecond == 0
            ? ""
            : date.ToString(Fraction(scale), Invariant);
}
