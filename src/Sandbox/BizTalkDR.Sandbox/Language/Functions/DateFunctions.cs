using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>Functions of dates and times.</summary>
internal static class DateFunctions
{
    private static readonly SqlType Precise = SqlType.DateTime2();

    internal static void AddTo(Dictionary<string, BuiltInFunction> functions)
    {
        AddNow(functions, "GETDATE", SqlType.DateTime, clock => DateConversion.RoundToThreeHundredths(clock.Now));
        AddNow(functions, "GETUTCDATE", SqlType.DateTime, clock => DateConversion.RoundToThreeHundredths(Plain(clock.UtcNow)));
        AddNow(functions, "SYSDATETIME", Precise, clock => clock.Now);
        AddNow(functions, "SYSUTCDATETIME", Precise, clock => Plain(clock.UtcNow));
        AddNow(
            functions,
            "SYSDATETIMEOFFSET",
            new SqlType(SqlTypeKind.DateTimeOffset, Scale: 7),
            clock => new DateTimeOffset(clock.Now, clock.TimeZone.GetUtcOffset(clock.UtcNow))
        );
        foreach (var part in new[] { "YEAR", "MONTH", "DAY" })
            functions.Add(part, new BuiltInFunction(1, 1, (arguments, context) => Bind("DATEPART", part, arguments, context)));
        functions.Add("EOMONTH", new BuiltInFunction(1, 2, (arguments, _) => EndOfMonth(arguments)));
        functions.Add(
            "DATEFROMPARTS",
            new BuiltInFunction(3, 3, (arguments, _) => FromParts(arguments, new SqlType(SqlTypeKind.Date), "date"))
        );
        functions.Add("DATETIMEFROMPARTS", new BuiltInFunction(7, 7, (arguments, _) => FromParts(arguments, SqlType.DateTime, "datetime")));
        functions.Add("DATETIME2FROMPARTS", new BuiltInFunction(8, 8, (arguments, _) => FromParts(arguments, Precise, "datetime2")));
        functions.Add("TIMEFROMPARTS", new BuiltInFunction(5, 5, (arguments, _) => TimeFromParts(arguments)));
        functions.Add("ISDATE", new BuiltInFunction(1, 1, (arguments, _) => IsDate(arguments[0])));
        functions.Add(
            "SWITCHOFFSET",
            new BuiltInFunction(2, 2, (arguments, _) => Offset(arguments, (value, offset) => value.ToOffset(offset)))
        );
        functions.Add(
            "TODATETIMEOFFSET",
            new BuiltInFunction(2, 2, (arguments, _) => Offset(arguments, (value, offset) => new DateTimeOffset(value.DateTime, offset)))
        );
    }

    /// <summary>DATEADD, DATEDIFF, DATEPART and DATENAME, whose first argument is a word.</summary>
    internal static Bound Bind(string name, string partName, Bound[] arguments, StatementContext context)
    {
        var part = DateParts.Find(partName) ?? throw MessageCatalog.Error(155, partName, name.ToLowerInvariant());
        var settings = context.Session;
        return name.ToUpperInvariant() switch
        {
            "DATEADD" => Add(part, arguments),
            "DATEDIFF" => Difference(part, arguments, isBig: false),
            "DATEDIFF_BIG" => Difference(part, arguments, isBig: true),
            "DATENAME" => Part(part, arguments, SqlType.NVarChar(30), value => DateParts.Name(part, value, settings.Settings.DateFirst)),
            _ => Part(part, arguments, SqlType.Int, value => DateParts.Value(part, value, settings.Settings.DateFirst)),
        };
    }

    private static void AddNow(Dictionary<string, BuiltInFunction> functions, string name, SqlType type, Func<SandboxClock, object> read) =>
        functions.Add(
            name,
            new BuiltInFunction(
                0,
                0,
                (_, context) =>
                {
                    var clock = context.Instance.Host.Clock;
                    return new Bound(type, _ => read(clock)) { IsNullable = false };
                }
            )
        );

    private static DateTime Plain(DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);

    private static Bound AsMoment(Bound bound) =>
        TypeRules.IsDateOrTime(bound.Type.Kind) && !bound.IsNull ? bound
        : bound.Type.IsString ? bound.As(SqlType.DateTime2())
        : bound.As(SqlType.DateTime);

    private static DateTime Moment(object value) =>
        value switch
        {
            DateTime date => date,
            DateTimeOffset offset => offset.DateTime,
            TimeSpan time => DateConversion.Epoch + time,
            _ => throw MessageCatalog.Error(241),
        };

    private static Bound Part(DatePart part, Bound[] arguments, SqlType type, Func<object, object> read)
    {
        Arguments.CheckCount("datepart", arguments.Length + 1, 2, 2);
        var moment = AsMoment(arguments[0]);
        return new Bound(type, frame => moment.Evaluate(frame) is { } value ? read(value) : null) { IsNullable = moment.IsNullable };
    }

    private static Bound Add(DatePart part, Bound[] arguments)
    {
        Arguments.CheckCount("dateadd", arguments.Length + 1, 3, 3);
        var count = arguments[0].As(SqlType.Int);
        var moment = arguments[1].Type.IsString && !arguments[1].IsNull ? arguments[1].As(SqlType.DateTime) : AsMoment(arguments[1]);
        return new Bound(
            moment.Type,
            frame =>
            {
                if (count.Evaluate(frame) is not int number || moment.Evaluate(frame) is not { } value)
                    return null;
                try
                {
                    return value switch
                    {
                        DateTimeOffset offset => new DateTimeOffset(DateParts.Add(part, offset.DateTime, number), offset.Offset),
                        TimeSpan time => DateParts.Add(part, new DateTime(2000, 1, 2) + time, number).TimeOfDay,
                        _ => DateConversion.FromDateTime(DateParts.Add(part, (DateTime)value, number), moment.Type, moment.Type),
                    };
                }
                catch (Exception error) when (error is ArgumentOutOfRangeException or SqlServerException { Error.Number: 242 })
                {
                    throw MessageCatalog.Error(517, TypeNames.Name(moment.Type));
                }
            }
        );
    }

    private static Bound Difference(DatePart part, Bound[] arguments, bool isBig)
    {
        Arguments.CheckCount("datediff", arguments.Length + 1, 3, 3);
        var (first, second) = (AsMoment(arguments[0]), AsMoment(arguments[1]));
        return new Bound(
            isBig ? SqlType.BigInt : SqlType.Int,
            frame =>
            {
                if (first.Evaluate(frame) is not { } from || second.Evaluate(frame) is not { } to)
                    return null;
                var difference = DateParts.Difference(part, Utc(from), Utc(to));
                if (isBig)
                    return difference;
                return difference is >= int.MinValue and <= int.MaxValue ? (int)difference : throw MessageCatalog.Error(535);
            }
        );
    }

    private static DateTime Utc(object value) => value is DateTimeOffset offset ? offset.UtcDateTime : Moment(value);

    private static Bound EndOfMonth(Bound[] arguments)
    {
        var moment = AsMoment(arguments[0]);
        var months = arguments.Length > 1 ? arguments[1].As(SqlType.Int) : null;
        return new Bound(
            new SqlType(SqlTypeKind.Date),
            frame =>
            {
                if (moment.Evaluate(frame) is not { } value)
                    return null;
                var shifted = Moment(value).AddMonths(months?.Evaluate(frame) as int? ?? 0);
                return new DateTime(shifted.Year, shifted.Month, DateTime.DaysInMonth(shifted.Year, shifted.Month));
            }
        );
    }

    private static Bound FromParts(Bound[] arguments, SqlType type, string name)
    {
        var parts = Array.ConvertAll(arguments, argument => argument.As(SqlType.Int));
        return new Bound(
            type,
            frame =>
            {
                var numbers = Array.ConvertAll(parts, part => part.Evaluate(frame) as int?);
                if (numbers.Any(number => number is null))
                    return null;
                int At(int index) => index < numbers.Length ? numbers[index]!.Value : 0;
                try
                {
                    var date = new DateTime(At(0), At(1), At(2), At(3), At(4), At(5));
                    var fraction =
                        type.Kind == SqlTypeKind.DateTime
                            ? TimeSpan.FromMilliseconds(At(6))
                            : TimeSpan.FromSeconds(At(6) / Math.Pow(10, At(7)));
                    return DateConversion.FromDateTime(date + fraction, type, type);
                }
                catch (ArgumentOutOfRangeException)
                {
                    throw MessageCatalog.Error(289, name);
                }
            }
        );
    }

    private static Bound TimeFromParts(Bound[] arguments)
    {
        var parts = Array.ConvertAll(arguments, argument => argument.As(SqlType.Int));
        return new Bound(
            new SqlType(SqlTypeKind.Time, Scale: 7),
            frame =>
            {
                var numbers = Array.ConvertAll(parts, part => part.Evaluate(frame) as int?);
                if (numbers.Any(number => number is null))
                    return null;
                if (numbers[0] is < 0 or > 23 || numbers[1] is < 0 or > 59 || numbers[2] is < 0 or > 59)
                    throw MessageCatalog.Error(289, "time");
                return new TimeSpan(numbers[0]!.Value, numbers[1]!.Value, numbers[2]!.Value)
                    + TimeSpan.FromSeconds(numbers[3]!.Value / Math.Pow(10, numbers[4]!.Value));
            }
        );
    }

    private static Bound IsDate(Bound argument)
    {
        var text = FunctionHelpers.AsText(argument);
        return new Bound(
            SqlType.Int,
            frame =>
            {
                if (text.Evaluate(frame) is not string value || string.IsNullOrWhiteSpace(value))
                    return 0;
                return
                    DateText.TryParse(value, 0, out var parsed)
                    && parsed is { IsOutOfRange: false, FractionDigits: <= 3 }
                    && parsed.Value.Year >= 1753
                    ? 1
                    : 0;
            }
        );
    }

    private static Bound Offset(Bound[] arguments, Func<DateTimeOffset, TimeSpan, DateTimeOffset> apply)
    {
        var value = arguments[0].As(new SqlType(SqlTypeKind.DateTimeOffset, Scale: 7));
        var zone = arguments[1];
        return new Bound(
            value.Type,
            frame =>
            {
                if (value.Evaluate(frame) is not DateTimeOffset moment || zone.Evaluate(frame) is not { } given)
                    return null;
                var offset = given is string text
                    ? TimeSpan.ParseExact(text.TrimStart('+', '-'), "hh\\:mm", CultureInfo.InvariantCulture)
                        * (text.StartsWith('-') ? -1 : 1)
                    : TimeSpan.FromMinutes(Convert.ToInt32(given, CultureInfo.InvariantCulture));
                return apply(moment, offset);
            }
        );
    }
}
