using System.Globalization;
using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Dates and times: rounding to each type's steps, text with the styles of CONVERT, numbers of days.</summary>
internal static class DateConversion
{
    internal static readonly DateTime Epoch = new(1900, 1, 1);

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly DateTime FirstDateTime = new(1753, 1, 1);

    internal static double ToDays(DateTime date) => (date - Epoch).TotalDays;

    internal static object ToDateOrTime(object value, SqlType from, SqlType to, int style)
    {
        var isOld = to.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime;
        switch (value)
        {
            case DateTimeOffset offset:
                return to.Kind == SqlTypeKind.DateTimeOffset ? Round(offset, to) : FromDateTime(offset.DateTime, from, to);
            case DateTime date:
                return FromDateTime(date, from, to);
            case TimeSpan time when to.Kind != SqlTypeKind.Date:
                return FromDateTime(Epoch + time, from, to);
            case string text:
                return FromText(text, from, to, style);
            case byte or short or int or long or decimal or double or float or bool when isOld && TypeRules.IsNumber(from.Kind):
                return FromDays(System.Convert.ToDouble(value, Invariant), from, to);
            case byte[] { Length: 8 } bytes when to.Kind == SqlTypeKind.DateTime:
                var days = BinaryConversion.ToInteger(bytes[..4], SqlType.Int);
                var ticks = BinaryConversion.ToInteger(bytes[4..], SqlType.Int);
                return RoundToThreeHundredths(Epoch.AddDays(days).AddMilliseconds(ticks / 0.3));
            case int or bool or byte or short or long or decimal or double or float:
                throw MessageCatalog.Error(206, TypeNames.Name(from), TypeNames.Name(to));
            default:
                throw Conversion.NotAllowed(from, to);
        }
    }

    /// <summary>Rounds a moment to what the type can hold.</summary>
    internal static object FromDateTime(DateTime date, SqlType from, SqlType to) =>
        to.Kind switch
        {
            SqlTypeKind.Date => date.Date,
            SqlTypeKind.Time => RoundTime(date.TimeOfDay, to.Scale),
            SqlTypeKind.DateTime => date < FirstDateTime ? throw OutOfRange(from, to) : RoundToThreeHundredths(date),
            SqlTypeKind.SmallDateTime => date < Epoch || date.Year > 2079 ? throw OutOfRange(from, to) : RoundToMinute(date),
            SqlTypeKind.DateTimeOffset => Round(
                new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), TimeSpan.Zero),
                to
            ),
            _ => RoundTicks(date, to.Scale),
        };

    internal static DateTime RoundToThreeHundredths(DateTime date)
    {
        var parts = (long)Math.Round(date.TimeOfDay.Ticks * 3 / 100_000.0, MidpointRounding.AwayFromZero);
        return date.Date.AddMilliseconds(Math.Floor((parts / 0.3) + 0.5));
    }

    internal static string Format(object value, SqlType from, int style)
    {
        if (value is TimeSpan time)
            return FormatTime(time, from, style);
        var (date, offset) = value is DateTimeOffset zoned ? (zoned.DateTime, (TimeSpan?)zoned.Offset) : ((DateTime)value, null);
        var isOld = from.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime;
        if (style == 0 && !isOld)
            style = 121;
        var text = DateStyles.Format(date, style, isOld ? 3 : from.Scale, from.Kind);
        return offset is null || style is not (121 or 21 or 25 or 120 or 20 or 126 or 127) ? text
            : style is 126 ? text + Offset(offset.Value)
            : $"{text} {Offset(offset.Value)}";
    }

    private static string FormatTime(TimeSpan time, SqlType from, int style)
    {
        var date = Epoch + time;
        return style switch
        {
            8 or 108 or 24 => date.ToString("HH:mm:ss", Invariant),
            100 or 109 => date.ToString("h:mmtt", Invariant).PadLeft(7),
            _ => date.ToString("HH:mm:ss" + DateStyles.Fraction(from.Scale), Invariant),
        };
    }

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", Invariant);

    private static object FromText(string text, SqlType from, SqlType to, int style)
    {
        var isOld = to.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime;
        if (!DateText.TryParse(text, style, out var parsed, isOld))
            throw Unreadable(to);
        if (parsed.IsOutOfRange)
            throw OutOfRange(from, to);
        // datetime and smalldatetime read no more than three digits of a second's fraction.
        if (parsed.FractionDigits > 3 && to.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime && parsed.FractionDigits > 3)
            throw Unreadable(to);
        if (to.Kind == SqlTypeKind.DateTimeOffset)
            return Round(new DateTimeOffset(parsed.Value, parsed.Offset ?? TimeSpan.Zero), to);
        return FromDateTime(
            parsed.Offset is { } offset && to.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime && parsed.Offset is { } shift
                ? parsed.Value - shift
                : parsed.Value,
            from,
            to
        );
    }

    private static SqlServerException Unreadable(SqlType to) => MessageCatalog.Error(to.Kind == SqlTypeKind.SmallDateTime ? 295 : 241);

    private static object FromDays(double days, SqlType from, SqlType to) =>
        days is < -53690 or > 2958463.99999999
            ? throw MessageCatalog.Error(8115, "expression", TypeNames.Name(to))
            : FromDateTime(Epoch.AddTicks((long)(days * TimeSpan.TicksPerDay)), from, to);

    private static SqlServerException OutOfRange(SqlType from, SqlType to) =>
        MessageCatalog.Error(242, TypeNames.Name(from), TypeNames.Name(to));

    private static DateTime RoundToMinute(DateTime date) => date.Date.AddMinutes(Math.Floor((date.TimeOfDay.TotalSeconds + 30.0011) / 60));

    private static DateTimeOffset Round(DateTimeOffset value, SqlType to) => new(RoundTicks(value.DateTime, to.Scale), value.Offset);

    private static DateTime RoundTicks(DateTime date, int scale)
    {
        var step = Step(scale);
        var rounded = (date.Ticks + (step / 2)) / step * step;
        return new DateTime(Math.Min(rounded, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
    }

    private static TimeSpan RoundTime(TimeSpan time, int scale)
    {
        var step = Step(scale);
        var rounded = (time.Ticks + (step / 2)) / step * step;
        return TimeSpan.FromTicks(rounded % TimeSpan.TicksPerDay);
    }

    private static long Step(int scale)
    {
        var step = 1L;
        for (var i = scale; i < 7; i++)
            step *= 10;
        return step;
    }
}
