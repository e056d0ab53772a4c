using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>What sys.types and sys.columns say of a type.</summary>
/// <param name="Name">The name in T-SQL.</param>
/// <param name="SystemTypeId">system_type_id.</param>
/// <param name="UserTypeId">user_type_id.</param>
/// <param name="MaxLength">Bytes; -1 is max.</param>
/// <param name="Precision">Digits.</param>
/// <param name="Scale">Digits after the point.</param>
/// <param name="HasCollation">Whether values are collated text.</param>
internal readonly record struct TypeFacts(
    string Name,
    byte SystemTypeId,
    int UserTypeId,
    short MaxLength,
    byte Precision,
    byte Scale,
    bool HasCollation
)
{
    /// <summary>sysname, the alias every database has.</summary>
    internal static readonly TypeFacts SysName = new("sysname", 231, 256, 256, 0, 0, true);

    /// <summary>The system types at their longest, as sys.types lists them.</summary>
    internal static readonly IReadOnlyList<TypeFacts> SystemTypes =
    [
        Of(new SqlType(SqlTypeKind.Image)),
        Of(new SqlType(SqlTypeKind.Text)),
        Of(SqlType.UniqueIdentifier),
        Of(new SqlType(SqlTypeKind.Date)),
        Of(new SqlType(SqlTypeKind.Time, 0, 0, 7)),
        Of(SqlType.DateTime2()),
        Of(new SqlType(SqlTypeKind.DateTimeOffset, 0, 0, 7)),
        Of(SqlType.TinyInt),
        Of(SqlType.SmallInt),
        Of(SqlType.Int),
        Of(new SqlType(SqlTypeKind.SmallDateTime)),
        Of(new SqlType(SqlTypeKind.Real)),
        Of(new SqlType(SqlTypeKind.Money)),
        Of(SqlType.DateTime),
        Of(SqlType.Float),
        Of(SqlType.Variant),
        Of(new SqlType(SqlTypeKind.NText)),
        Of(SqlType.Bit),
        Of(SqlType.Decimal(38, 38)),
        new("numeric", 108, 108, 17, 38, 38, false),
        Of(new SqlType(SqlTypeKind.SmallMoney)),
        Of(SqlType.BigInt),
        Of(SqlType.VarBinary(8000)),
        Of(SqlType.VarChar(8000)),
        Of(new SqlType(SqlTypeKind.Binary, 8000)),
        Of(SqlType.Char(8000)),
        Of(new SqlType(SqlTypeKind.RowVersion)),
        Of(SqlType.NVarChar(4000)),
        Of(SqlType.NChar(4000)),
        Of(new SqlType(SqlTypeKind.Xml)),
        SysName,
    ];

    internal static TypeFacts Of(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Bit => Plain("bit", 104, 1, 1),
            SqlTypeKind.TinyInt => Plain("tinyint", 48, 1, 3),
            SqlTypeKind.SmallInt => Plain("smallint", 52, 2, 5),
            SqlTypeKind.Int => Plain("int", 56, 4, 10),
            SqlTypeKind.BigInt => Plain("bigint", 127, 8, 19),
            SqlTypeKind.Decimal => Plain("decimal", 106, DecimalLength(type.Precision), type.Precision, type.Scale),
            SqlTypeKind.Money => Plain("money", 60, 8, 19, 4),
            SqlTypeKind.SmallMoney => Plain("smallmoney", 122, 4, 10, 4),
            SqlTypeKind.Real => Plain("real", 59, 4, 24),
            SqlTypeKind.Float => Plain("float", 62, 8, 53),
            SqlTypeKind.Date => Plain("date", 40, 3, 10),
            SqlTypeKind.Time => Plain("time", 41, Fraction(type.Scale, 3), WithFraction(8, type.Scale), type.Scale),
            SqlTypeKind.SmallDateTime => Plain("smalldatetime", 58, 4, 16),
            SqlTypeKind.DateTime => Plain("datetime", 61, 8, 23, 3),
            SqlTypeKind.DateTime2 => Plain("datetime2", 42, Fraction(type.Scale, 6), WithFraction(19, type.Scale), type.Scale),
            SqlTypeKind.DateTimeOffset => Plain("datetimeoffset", 43, Fraction(type.Scale, 8), WithFraction(26, type.Scale), type.Scale),
            SqlTypeKind.Char => Text("char", 175, type.Length),
            SqlTypeKind.VarChar => Text("varchar", 167, type.Length),
            SqlTypeKind.Text => Text("text", 35, 16),
            SqlTypeKind.NChar => Text("nchar", 239, type.Length * 2),
            SqlTypeKind.NVarChar => Text("nvarchar", 231, type.Length == SqlType.Max ? SqlType.Max : type.Length * 2),
            SqlTypeKind.NText => Text("ntext", 99, 16),
            SqlTypeKind.Xml => Plain("xml", 241, -1, 0),
            SqlTypeKind.Binary => Plain("binary", 173, type.Length, 0),
            SqlTypeKind.VarBinary => Plain("varbinary", 165, type.Length, 0),
            SqlTypeKind.Image => Plain("image", 34, 16, 0),
            SqlTypeKind.RowVersion => Plain("timestamp", 189, 8, 0),
            SqlTypeKind.UniqueIdentifier => Plain("uniqueidentifier", 36, 16, 0),
            _ => Plain("sql_variant", 98, 8016, 0),
        };

    private static TypeFacts Plain(string name, byte id, int length, byte precision, byte scale = 0) =>
        new(name, id, id, (short)length, precision, scale, false);

    private static TypeFacts Text(string name, byte id, int length) => new(name, id, id, (short)length, 0, 0, true);

    private static int DecimalLength(byte precision) =>
        precision switch
        {
            <= 9 => 5,
            <= 19 => 9,
            <= 28 => 13,
            _ => 17,
        };

    private static int Fraction(byte scale, int shortest) =>
        shortest
        + scale switch
        {
            <= 2 => 0,
            <= 4 => 1,
            _ => 2,
        };

    private static byte WithFraction(byte precision, byte scale) => scale == 0 ? precision : (byte)(precision + 1 + scale);
}
