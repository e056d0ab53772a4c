using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Data type precedence and the types of results, as Microsoft's "Data type precedence" and "Precision, scale, and length" say.</summary>
internal static class TypeRules
{
    private const int MaximumPrecision = 38;

    private static readonly SqlTypeKind[] PrecedenceLowToHigh =
    [
        SqlTypeKind.Binary,
        SqlTypeKind.VarBinary,
        SqlTypeKind.Char,
        SqlTypeKind.VarChar,
        SqlTypeKind.NChar,
        SqlTypeKind.NVarChar,
        SqlTypeKind.UniqueIdentifier,
        SqlTypeKind.RowVersion,
        SqlTypeKind.Image,
        SqlTypeKind.Text,
        SqlTypeKind.NText,
        SqlTypeKind.Bit,
        SqlTypeKind.TinyInt,
        SqlTypeKind.SmallInt,
        SqlTypeKind.Int,
        SqlTypeKind.BigInt,
        SqlTypeKind.SmallMoney,
        SqlTypeKind.Money,
        SqlTypeKind.Decimal,
        SqlTypeKind.Real,
        SqlTypeKind.Float,
        SqlTypeKind.Time,
        SqlTypeKind.Date,
        SqlTypeKind.SmallDateTime,
        SqlTypeKind.DateTime,
        SqlTypeKind.DateTime2,
        SqlTypeKind.DateTimeOffset,
        SqlTypeKind.Xml,
        SqlTypeKind.Variant,
    ];

    private static readonly int[] Rank = [.. Enum.GetValues<SqlTypeKind>().Select(kind => Array.IndexOf(PrecedenceLowToHigh, kind))];

    internal static int Precedence(SqlTypeKind kind) => Rank[(int)kind];

    internal static bool IsInteger(SqlTypeKind kind) => kind is >= SqlTypeKind.Bit and <= SqlTypeKind.BigInt;

    internal static bool IsExactNumber(SqlTypeKind kind) => kind is >= SqlTypeKind.Bit and <= SqlTypeKind.SmallMoney;

    internal static bool IsNumber(SqlTypeKind kind) => kind is >= SqlTypeKind.Bit and <= SqlTypeKind.Float;

    internal static bool IsMoney(SqlTypeKind kind) => kind is SqlTypeKind.Money or SqlTypeKind.SmallMoney;

    internal static bool IsDateOrTime(SqlTypeKind kind) => kind is >= SqlTypeKind.Date and <= SqlTypeKind.DateTimeOffset;

    internal static bool IsUnicode(SqlTypeKind kind) =>
        kind is SqlTypeKind.NChar or SqlTypeKind.NVarChar or SqlTypeKind.NText or SqlTypeKind.Xml;

    /// <summary>The type two values are brought to before they are compared or stand in one column.</summary>
    internal static SqlType Common(SqlType left, SqlType right)
    {
        if (left == right)
            return left;
        var (high, low) = Precedence(left.Kind) >= Precedence(right.Kind) ? (left, right) : (right, left);
        if (high.Kind == SqlTypeKind.Decimal && IsExactNumber(low.Kind))
            return Union(high, AsDecimal(low));
        if (high.Kind is SqlTypeKind.DateTime2 or SqlTypeKind.Time or SqlTypeKind.DateTimeOffset && low.Kind == high.Kind)
            return high with { Scale = Math.Max(high.Scale, low.Scale) };
        if ((high.IsString && low.IsString) || (high.IsBinary && low.IsBinary))
            return high with { Length = LongerOf(high.Length, low.Length) };
        if (high.IsString && low.IsBinary)
            return high with { Length = LongerOf(high.Length, low.Length) };
        return high;
    }

    internal static SqlType Common(IEnumerable<SqlType> types) => types.Aggregate(Common);

    /// <summary>An exact number's digits: int is decimal(10,0) and so on.</summary>
    internal static SqlType AsDecimal(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Bit => SqlType.Decimal(1, 0),
            SqlTypeKind.TinyInt => SqlType.Decimal(3, 0),
            SqlTypeKind.SmallInt => SqlType.Decimal(5, 0),
            SqlTypeKind.Int => SqlType.Decimal(10, 0),
            SqlTypeKind.BigInt => SqlType.Decimal(19, 0),
            SqlTypeKind.SmallMoney => SqlType.Decimal(10, 4),
            SqlTypeKind.Money => SqlType.Decimal(19, 4),
            _ => type,
        };

    internal static SqlType Sum(SqlType left, SqlType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return Capped(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale + 1, scale);
    }

    internal static SqlType Product(SqlType left, SqlType right) => Capped(left.Precision + right.Precision + 1, left.Scale + right.Scale);

    internal static SqlType Quotient(SqlType left, SqlType right)
    {
        var scale = Math.Max(6, left.Scale + right.Precision + 1);
        return Capped(left.Precision - left.Scale + right.Scale + scale, scale);
    }

    internal static SqlType Remainder(SqlType left, SqlType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return Capped(Math.Min(left.Precision - left.Scale, right.Precision - right.Scale) + scale, scale);
    }

    /// <summary>The type of two strings or binaries put together.</summary>
    internal static SqlType Concatenation(SqlType left, SqlType right)
    {
        var kind = Precedence(left.Kind) >= Precedence(right.Kind) ? left.Kind : right.Kind;
        kind = kind switch
        {
            SqlTypeKind.Char => SqlTypeKind.VarChar,
            SqlTypeKind.NChar => SqlTypeKind.NVarChar,
            SqlTypeKind.Binary => SqlTypeKind.VarBinary,
            _ => kind,
        };
        var limit = kind == SqlTypeKind.NVarChar ? 4000 : 8000;
        var isMax = left.Length == SqlType.Max || right.Length == SqlType.Max;
        return new SqlType(kind, isMax ? SqlType.Max : Math.Min(left.Length + right.Length, limit));
    }

    /// <summary>The base type of a CLR value in a sql_variant.</summary>
    internal static SqlType TypeOf(object? value) =>
        value switch
        {
            bool => SqlType.Bit,
            byte => SqlType.TinyInt,
            short => SqlType.SmallInt,
            int => SqlType.Int,
            long => SqlType.BigInt,
            decimal number => TypeOf(number),
            float => new SqlType(SqlTypeKind.Real),
            double => SqlType.Float,
            DateTime => SqlType.DateTime,
            DateTimeOffset => new SqlType(SqlTypeKind.DateTimeOffset, Scale: 7),
            TimeSpan => new SqlType(SqlTypeKind.Time, Scale: 7),
            Guid => SqlType.UniqueIdentifier,
            byte[] bytes => SqlType.VarBinary(Math.Max(1, bytes.Length)),
            string text => SqlType.NVarChar(text.Length > 4000 ? SqlType.Max : Math.Max(1, text.Length)),
            null => SqlType.Int,
            _ => throw MessageCatalog.Error(529, value.GetType().Name, "sql_variant"),
        };

    internal static SqlType TypeOf(decimal number)
    {
        var scale = number.Scale;
        var whole = decimal.Truncate(Math.Abs(number));
        var digits = whole == 0 ? 0 : whole.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return SqlType.Decimal((byte)Math.Max(1, digits + scale), scale);
    }

    private static SqlType Union(SqlType left, SqlType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return Capped(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale, scale);
    }

    private static SqlType Capped(int precision, int scale)
    {
        if (precision > MaximumPrecision)
        {
            var whole = precision - scale;
            scale = Math.Max(MaximumPrecision - whole, Math.Min(scale, 6));
            precision = MaximumPrecision;
        }
        return SqlType.Decimal((byte)precision, (byte)scale);
    }

    private static int LongerOf(int left, int right) => left == SqlType.Max || right == SqlType.Max ? SqlType.Max : Math.Max(left, right);
}
