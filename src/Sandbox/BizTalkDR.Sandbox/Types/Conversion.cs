using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Types;

/// <summary>CAST, CONVERT and implicit conversion of values, with SQL Server's errors.</summary>
internal static class Conversion
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Converts a value; NULL stays NULL. A string that is too long is cut, as CAST and variables do.</summary>
    internal static object? Convert(object? value, SqlType from, SqlType to, int style = 0)
    {
        if (value is null)
            return null;
        if (from.Kind == SqlTypeKind.Variant)
            from = TypeRules.TypeOf(value);
        return to.Kind switch
        {
            SqlTypeKind.Variant => value,
            SqlTypeKind.Bit => ToBit(value, from),
            SqlTypeKind.TinyInt or SqlTypeKind.SmallInt or SqlTypeKind.Int or SqlTypeKind.BigInt => ToInteger(value, from, to),
            SqlTypeKind.Decimal => ToDecimal(value, from, to),
            SqlTypeKind.Money or SqlTypeKind.SmallMoney => ToMoney(value, from, to),
            SqlTypeKind.Real => (float)ToDouble(value, from, to),
            SqlTypeKind.Float => ToDouble(value, from, to),
            SqlTypeKind.UniqueIdentifier => ToGuid(value, from, to),
            _ when to.IsString => ToText(value, from, to, style),
            _ when to.IsBinary => BinaryConversion.ToBinary(value, from, to, style),
            _ => DateConversion.ToDateOrTime(value, from, to, style),
        };
    }

    internal static string ToText(object value, SqlType from, int style = 0) => TextConversion.Format(value, from, style);

    internal static SqlServerException NotAllowed(SqlType from, SqlType to) =>
        MessageCatalog.Error(529, TypeNames.Name(from), TypeNames.Name(to));

    private static object ToText(object value, SqlType from, SqlType to, int style)
    {
        if (from.IsBinary && style == 0)
            return Fit(
                TypeRules.IsUnicode(to.Kind) ? BinaryConversion.ToUnicode((byte[])value) : BinaryConversion.ToAnsi((byte[])value),
                to
            );
        var text = TextConversion.Format(value, from, style);
        if (to.Length > 0 && text.Length > to.Length && !from.IsString)
            return TooLong(text, value, from, to);
        return Fit(text, to);
    }

    /// <summary>A number that does not fit is an asterisk or an error, never a wrong number.</summary>
    private static string TooLong(string text, object value, SqlType from, SqlType to)
    {
        if (from.Kind is SqlTypeKind.TinyInt or SqlTypeKind.SmallInt or SqlTypeKind.Int && !TypeRules.IsUnicode(to.Kind))
            return Fit("*", to);
        if (TypeRules.IsNumber(from.Kind))
            throw MessageCatalog.Error(8115, TypeRules.IsInteger(from.Kind) ? "expression" : TypeNames.Name(from), TypeNames.Name(to));
        if (value is Guid)
            throw MessageCatalog.Error(8170);
        return Fit(text, to);
    }

    private static string Fit(string text, SqlType to) =>
        to.Length <= 0 ? text
        : text.Length > to.Length ? text[..to.Length]
        : to.Kind is SqlTypeKind.Char or SqlTypeKind.NChar ? text.PadRight(to.Length)
        : text;

    private static object ToBit(object value, SqlType from)
    {
        if (value is string text)
        {
            var trimmed = text.Trim();
            if (trimmed.SameAs("true"))
                return true;
            if (trimmed.Length == 0 || trimmed.SameAs("false"))
                return false;
            return long.TryParse(trimmed, NumberStyles.AllowLeadingSign, Invariant, out var number)
                ? number != 0
                : throw MessageCatalog.Error(245, TypeNames.Name(from), text, "bit");
        }
        if (value is bool)
            return value;
        return TypeRules.IsNumber(from.Kind) ? ToDouble(value, from, SqlType.Float) != 0
            : value is byte[] bytes ? bytes.Any(b => b != 0)
            : throw NotAllowed(from, SqlType.Bit);
    }

    private static object ToInteger(object value, SqlType from, SqlType to)
    {
        if (from.Kind == to.Kind)
            return value;
        long number;
        switch (value)
        {
            case bool bit:
                number = bit ? 1 : 0;
                break;
            case byte or short or int or long:
                number = System.Convert.ToInt64(value, Invariant);
                break;
            case decimal exact:
                exact = TypeRules.IsMoney(from.Kind) ? Math.Round(exact, MidpointRounding.AwayFromZero) : decimal.Truncate(exact);
                if (exact is < long.MinValue or > long.MaxValue)
                    throw MessageCatalog.Error(8115, TypeNames.Name(from), TypeNames.Name(to));
                number = (long)exact;
                break;
            case double or float:
                var floating = Math.Truncate(System.Convert.ToDouble(value, Invariant));
                if (floating is < long.MinValue or >= long.MaxValue)
                    throw MessageCatalog.Error(8115, "expression", TypeNames.Name(to));
                number = (long)floating;
                break;
            case string text:
                number = ParseInteger(text, from, to);
                break;
            case byte[] bytes:
                number = BinaryConversion.ToInteger(bytes, to);
                break;
            case DateTime when from.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime:
                number = (long)Math.Round(DateConversion.ToDays((DateTime)value), MidpointRounding.AwayFromZero);
                break;
            default:
                throw NotAllowed(from, to);
        }
        return Narrow(number, from, to);
    }

    private static long ParseInteger(string text, SqlType from, SqlType to)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return 0;
        if (long.TryParse(trimmed, NumberStyles.AllowLeadingSign, Invariant, out var number))
        {
            var fits = to.Kind switch
            {
                SqlTypeKind.TinyInt => number is >= 0 and <= 255,
                SqlTypeKind.SmallInt => number is >= short.MinValue and <= short.MaxValue,
                SqlTypeKind.Int => number is >= int.MinValue and <= int.MaxValue,
                _ => true,
            };
            if (fits)
                return number;
            throw to.Kind == SqlTypeKind.Int
                ? MessageCatalog.Error(248, TypeNames.Name(from), text)
                : MessageCatalog.Error(244, TypeNames.Name(from), text, to.Kind == SqlTypeKind.TinyInt ? "INT1" : "INT2");
        }
        if (to.Kind == SqlTypeKind.BigInt)
            throw MessageCatalog.Error(8114, TypeNames.Name(from), "bigint");
        var isDigits = trimmed.TrimStart('-', '+').All(char.IsAsciiDigit) && trimmed.Any(char.IsAsciiDigit);
        throw isDigits
            ? MessageCatalog.Error(248, TypeNames.Name(from), text)
            : MessageCatalog.Error(245, TypeNames.Name(from), text, TypeNames.Name(to));
    }

    private static object Narrow(long number, SqlType from, SqlType to)
    {
        switch (to.Kind)
        {
            case SqlTypeKind.BigInt:
                return number;
            case SqlTypeKind.Int when number is >= int.MinValue and <= int.MaxValue:
                return (int)number;
            case SqlTypeKind.SmallInt when number is >= short.MinValue and <= short.MaxValue:
                return (short)number;
            case SqlTypeKind.TinyInt when number is >= 0 and <= 255:
                return (byte)number;
            case SqlTypeKind.Int:
                throw MessageCatalog.Error(8115, "expression", "int");
            default:
                throw TypeRules.IsInteger(from.Kind)
                    ? MessageCatalog.Error(220, TypeNames.Name(to), number)
                    : MessageCatalog.Error(8115, "expression", TypeNames.Name(to));
        }
    }

    private static object ToDecimal(object value, SqlType from, SqlType to)
    {
        decimal number;
        switch (value)
        {
            case decimal exact:
                number = exact;
                break;
            case bool bit:
                number = bit ? 1 : 0;
                break;
            case double or float:
                var floating = System.Convert.ToDouble(value, Invariant);
                if (Math.Abs(floating) >= 7.9e28)
                    throw MessageCatalog.Error(8115, TypeNames.Name(from), "numeric");
                number = (decimal)floating;
                break;
            case byte or short or int or long:
                number = System.Convert.ToDecimal(value, Invariant);
                break;
            case string text:
                if (!decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Invariant, out number))
                    throw MessageCatalog.Error(8114, TypeNames.Name(from), "numeric");
                break;
            case DateTime date when from.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime:
                number = (decimal)DateConversion.ToDays(date);
                break;
            case byte[] bytes:
                number = BinaryConversion.ToInteger(bytes, SqlType.BigInt);
                break;
            default:
                throw NotAllowed(from, to);
        }
        return FitDecimal(number, from, to);
    }

    /// <summary>Rounds to the scale; raises 8115 when the whole part has too many digits.</summary>
    internal static decimal FitDecimal(decimal number, SqlType from, SqlType to)
    {
        var rounded = to.Scale < 28 && number.Scale > to.Scale ? Math.Round(number, to.Scale, MidpointRounding.AwayFromZero) : number;
        var wholeDigits = to.Precision - to.Scale;
        if (wholeDigits < 28 && Math.Abs(rounded) >= PowerOfTen(wholeDigits))
            throw MessageCatalog.Error(8115, TypeNames.Name(from), "numeric");
        // The value shows as many digits after the point as its type has.
        return to.Scale is > 0 and <= 28 && rounded.Scale < to.Scale ? rounded + new decimal(0, 0, 0, false, to.Scale) : rounded;
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    private static object ToMoney(object value, SqlType from, SqlType to)
    {
        decimal number;
        if (value is string text)
        {
            var plain = text.Trim().Replace("$", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
            if (plain.Length == 0)
                number = 0;
            else if (!decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Invariant, out number))
                throw MessageCatalog.Error(235);
        }
        else
            number = (decimal)ToDecimal(value, from, SqlType.Decimal(38, 8));
        number = Math.Round(number, 4, MidpointRounding.AwayFromZero);
        var limit = to.Kind == SqlTypeKind.Money ? 922337203685477.5807m : 214748.3647m;
        return Math.Abs(number) > limit + 0.0001m ? throw MessageCatalog.Error(8115, TypeNames.Name(from), TypeNames.Name(to)) : number;
    }

    private static double ToDouble(object value, SqlType from, SqlType to)
    {
        switch (value)
        {
            case double floating:
                return floating;
            case float or decimal or byte or short or int or long:
                return System.Convert.ToDouble(value, Invariant);
            case bool bit:
                return bit ? 1 : 0;
            case string text:
                var trimmed = text.Trim();
                return trimmed.Length == 0 ? 0
                    : double.TryParse(trimmed, NumberStyles.Float, Invariant, out var parsed) ? parsed
                    : throw MessageCatalog.Error(8114, TypeNames.Name(from), TypeNames.Name(to));
            case DateTime date when from.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime:
                return DateConversion.ToDays(date);
            default:
                throw NotAllowed(from, to);
        }
    }

    private static object ToGuid(object value, SqlType from, SqlType to)
    {
        switch (value)
        {
            case Guid:
                return value;
            case string text:
                var trimmed = text.Trim();
                if (trimmed.Length > 36 && trimmed[0] != '{')
                    trimmed = trimmed[..36];
                return Guid.TryParseExact(trimmed.Trim('{', '}'), "D", out var parsed) ? parsed : throw MessageCatalog.Error(8169);
            case byte[] bytes:
                Array.Resize(ref bytes, 16);
                return new Guid(bytes);
            default:
                throw NotAllowed(from, to);
        }
    }
}
