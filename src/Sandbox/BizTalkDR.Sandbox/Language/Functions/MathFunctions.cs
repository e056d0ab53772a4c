using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>The mathematical functions. Those that keep the argument's type do so; the others give float.</summary>
internal static class MathFunctions
{
    internal static IEnumerable<SystemFunction> All =>
        [
            Same("ABS", Abs),
            Whole(
                "CEILING",
                value =>
                    value is decimal number ? decimal.Ceiling(number)
                    : value is double f ? Math.Ceiling(f)
                    : value
            ),
            Whole(
                "FLOOR",
                value =>
                    value is decimal number ? decimal.Floor(number)
                    : value is double f ? Math.Floor(f)
                    : value
            ),
            Same("SIGN", Sign),
            new("ROUND", 2, 3, types => Widened(types[0]), (_, values) => Round(values)),
            new("POWER", 2, 2, types => Widened(types[0]), (_, values) => Power(values)),
            Float("SQRT", value => value < 0 ? throw MessageCatalog.Error(3623) : Math.Sqrt(value)),
            Float("SQUARE", value => value * value),
            Float("EXP", Math.Exp),
            new("LOG", 1, 2, _ => SqlType.Float, (_, values) => Log(values)),
            Float("LOG10", value => value <= 0 ? throw MessageCatalog.Error(3623) : Math.Log10(value)),
            Float("SIN", Math.Sin),
            Float("COS", Math.Cos),
            Float("TAN", Math.Tan),
            Float("COT", value => 1 / Math.Tan(value)),
            Float("ASIN", Math.Asin),
            Float("ACOS", Math.Acos),
            Float("ATAN", Math.Atan),
            new(
                "ATN2",
                2,
                2,
                _ => SqlType.Float,
                (_, values) => values.Float(0) is { } y && values.Float(1) is { } x ? Math.Atan2(y, x) : null
            ),
            Float("DEGREES", value => value * 180 / Math.PI),
            Float("RADIANS", value => value * Math.PI / 180),
            new("PI", 0, 0, _ => SqlType.Float, (_, _) => Math.PI),
            new(
                "RAND",
                0,
                1,
                _ => SqlType.Float,
                (_, values) => values.Int(0) is { } seed ? new Random(seed).NextDouble() : Random.Shared.NextDouble()
            ),
        ];

    private static SystemFunction Float(string name, Func<double, double> compute) =>
        new(name, 1, 1, _ => SqlType.Float, (_, values) => values.Float(0) is { } value ? compute(value) : null);

    /// <summary>A decimal loses its digits after the point.</summary>
    private static SystemFunction Whole(string name, Func<object, object> compute) =>
        Same(name, compute) with
        {
            ResultType = types =>
                Widened(types[0]) is { Kind: SqlTypeKind.Decimal } type ? SqlType.Decimal(type.Precision, 0) : Widened(types[0]),
        };

    private static SystemFunction Same(string name, Func<object, object> compute) =>
        new(name, 1, 1, types => Widened(types[0]), (_, values) => Number(values[0]) is { } value ? compute(value) : null);

    /// <summary>tinyint and smallint compute as int, strings as float, real as float.</summary>
    private static SqlType Widened(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Bit or SqlTypeKind.TinyInt or SqlTypeKind.SmallInt => SqlType.Int,
            SqlTypeKind.Real => SqlType.Float,
            SqlTypeKind.SmallMoney => new SqlType(SqlTypeKind.Money),
            _ when type.IsString || type.Kind == SqlTypeKind.Variant => SqlType.Float,
            _ => type,
        };

    private static object? Number(object? value) =>
        value switch
        {
            null => null,
            bool bit => bit ? 1 : 0,
            byte or short => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture),
            float real => (double)real,
            int or long or decimal or double => value,
            _ => Conversion.Convert(value, TypeRules.TypeOf(value), SqlType.Float),
        };

    private static object Abs(object value) =>
        value switch
        {
            int.MinValue => throw MessageCatalog.Error(8115, "expression", "int"),
            long.MinValue => throw MessageCatalog.Error(8115, "expression", "bigint"),
            int number => Math.Abs(number),
            long number => Math.Abs(number),
            decimal number => Math.Abs(number),
            double number => Math.Abs(number),
            _ => value,
        };

    private static object Sign(object value) =>
        value switch
        {
            int number => Math.Sign(number),
            long number => (long)Math.Sign(number),
            decimal number => (decimal)Math.Sign(number),
            double number => (double)Math.Sign(number),
            _ => value,
        };

    private static object? Round(IReadOnlyList<object?> values)
    {
        if (Number(values[0]) is not { } value || values.Int(1) is not { } digits)
            return null;
        var isCut = (values.Int(2) ?? 0) != 0;
        return value switch
        {
            int number => (int)RoundExact(number, digits, isCut),
            long number => (long)RoundExact(number, digits, isCut),
            decimal number => RoundExact(number, digits, isCut),
            double number => (double)RoundExact((decimal)number, digits, isCut),
            _ => value,
        };
    }

    private static decimal RoundExact(decimal number, int digits, bool isCut)
    {
        if (digits >= 0)
            return isCut ? Cut(number, Math.Min(digits, 28)) : Math.Round(number, Math.Min(digits, 28), MidpointRounding.AwayFromZero);
        if (digits < -28)
            return 0;
        var unit = 1m;
        for (var i = 0; i < -digits; i++)
            unit *= 10;
        return (isCut ? decimal.Truncate(number / unit) : Math.Round(number / unit, MidpointRounding.AwayFromZero)) * unit;
    }

    private static decimal Cut(decimal number, int digits) => Math.Round(number, digits, MidpointRounding.ToZero);

    private static object? Power(IReadOnlyList<object?> values)
    {
        if (Number(values[0]) is not { } value || values.Float(1) is not { } exponent)
            return null;
        var result = Math.Pow(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), exponent);
        if (double.IsNaN(result) || double.IsInfinity(result))
            throw MessageCatalog.Error(3623);
        return value is double ? result : Conversion.Convert(result, SqlType.Float, TypeRules.TypeOf(value));
    }

    private static object? Log(IReadOnlyList<object?> values)
    {
        if (values.Float(0) is not { } value)
            return null;
        if (value <= 0)
            throw MessageCatalog.Error(3623);
        return values.Float(1) is { } newBase ? Math.Log(value, newBase) : Math.Log(value);
    }
}
