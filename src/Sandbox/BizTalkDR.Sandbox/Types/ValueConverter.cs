using System.Globalization;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Brings the server's own values into the CLR type of a column.</summary>
internal static class ValueConverter
{
    internal static object? ToColumn(object? value, SqlType type) =>
        value is null
            ? null
            : type.Kind switch
            {
                SqlTypeKind.Bit => Convert.ToBoolean(value, CultureInfo.InvariantCulture),
                SqlTypeKind.TinyInt => Convert.ToByte(value, CultureInfo.InvariantCulture),
                SqlTypeKind.SmallInt => Convert.ToInt16(value, CultureInfo.InvariantCulture),
                SqlTypeKind.Int => Convert.ToInt32(value, CultureInfo.InvariantCulture),
                SqlTypeKind.BigInt => Convert.ToInt64(value, CultureInfo.InvariantCulture),
                SqlTypeKind.Decimal or SqlTypeKind.Money or SqlTypeKind.SmallMoney => Convert.ToDecimal(
                    value,
                    CultureInfo.InvariantCulture
                ),
                SqlTypeKind.DateTime when value is DateTime time => Round(time),
                _ when type.IsString && type.Length > 0 => Cut(Convert.ToString(value, CultureInfo.InvariantCulture)!, type.Length),
                _ => value,
            };

    /// <summary>To the 1/300 s of a datetime.</summary>
    internal static DateTime Round(DateTime time)
    {
        var ticks = (long)Math.Round(time.TimeOfDay.Ticks * 300.0 / TimeSpan.TicksPerSecond);
        return time.Date.AddTicks(((ticks * TimeSpan.TicksPerSecond) + 150) / 300);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
