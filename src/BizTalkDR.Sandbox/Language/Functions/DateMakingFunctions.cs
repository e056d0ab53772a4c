using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>Date functions without a date part: YEAR, EOMONTH, DATEFROMPARTS, ISDATE and their kin.</summary>
internal static class DateMakingFunctions
{
    private static readonly SqlType DateType = new(SqlTypeKind.Date);
    private static readonly SqlType OffsetType = new(SqlTypeKind.DateTimeOffset, Scale: 7);

    internal static IEnumerable<SystemFunction> All =>
        [
            new("YEAR", 1, 1, _ => SqlType.Int, (_, values) => values.Date(0)?.Year),
            new("MONTH", 1, 1, _ => SqlType.Int, (_, values) => values.Date(0)?.Month),
            new("DAY", 1, 1, _ => SqlType.Int, (_, values) => values.Date(0)?.Day),
            new("EOMONTH", 1, 2, _ => DateType, (_, values) => EndOfMonth(values)),
            new("ISDATE", 1, 1, _ => SqlType.Int, (_, values) => IsDate(values[0]) ? 1 : 0),
            new(
                "DATEFROMPARTS",
                3,
                3,
                _ => DateType,
                (_, values) => Make("date", values, parts => new DateTime(parts[0], parts[1], parts[2]))
            ),
            new(
                "DATETIMEFROMPARTS",
                7,
                7,
                _ => SqlType.DateTime,
                (_, values) =>
                    Make(
                        "datetime",
                        values,
                        parts =>
                            DateConversion.RoundToThreeHundredths(
                                new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6])
                            )
                    )
            ),
            new(
                "SMALLDATETIMEFROMPARTS",
                5,
                5,
                _ => new SqlType(SqlTypeKind.SmallDateTime),
                (_, values) => Make("smalldatetime", values, parts => new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], 0))
            ),
            new("DATETIME2FROMPARTS", 8, 8, _ => SqlType.DateTime2(), (_, values) => Make("datetime2", values, WithFraction)),
            new(
                "SWITCHOFFSET",
                2,
                2,
                _ => OffsetType,
                (_, values) => ToOffset(values[0]) is { } time ? time.ToOffset(Zone(values[1])) : null
            ),
            new(
                "TODATETIMEOFFSET",
                2,
                2,
                _ => OffsetType,
                (_, values) =>
                    values.Date(0) is { } date
                        ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), Zone(values[1]))
                        : null
            ),
        ];

    private static object? EndOfMonth(IReadOnlyList<object?> values)
    {
        if (values.Date(0) is not { } date)
            return null;
        var month = date.AddMonths(values.Int(1) ?? 0);
        return new DateTime(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
    }

    private static bool IsDate(object? value) =>
        value switch
        {
            string text => DateText.TryParse(text, 0, out _),
            DateTime => true,
            _ => false,
        };

    private static object? Make(string type, IReadOnlyList<object?> values, Func<int[], DateTime> make)
    {
        var parts = Enumerable.Range(0, values.Count).Select(index => values.Int(index)).ToArray();
        if (parts.Any(part => part is null))
            return null;
        try
        {
            return make([.. parts.Select(part => part!.Value)]);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw MessageCatalog.Error(289, type);
        }
    }

    private static DateTime WithFraction(int[] parts)
    {
        var ticks = parts[6] * (long)Math.Pow(10, 7 - parts[7]);
        return new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]).AddTicks(ticks);
    }

    private static DateTimeOffset? ToOffset(object? value) =>
        value switch
        {
            null => null,
            DateTimeOffset offset => offset,
            _ => (DateTimeOffset)Conversion.Convert(value, TypeRules.TypeOf(value), OffsetType)!,
        };

    /// <summary>A time zone offset as minutes or as +hh:mm.</summary>
    private static TimeSpan Zone(object? value)
    {
        if (value is string text && TimeSpan.TryParse(text.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture, out var zone))
            return zone;
        return value is IConvertible minutes and not string
            ? TimeSpan.FromMinutes(minutes.ToInt32(System.Globalization.CultureInfo.InvariantCulture))
            : throw MessageCatalog.Error(9812);
    }
}
