namespace BizTalkDR.Sandbox.Types;

/// <summary>A SQL Server data type with its length, precision and scale.</summary>
/// <param name="Kind">The system type.</param>
/// <param name="Length">Characters for strings, bytes for binaries; -1 is max; 0 where the type has no length.</param>
/// <param name="Precision">Digits of a decimal.</param>
/// <param name="Scale">Digits after the point of a decimal; fraction digits of time, datetime2 and datetimeoffset.</param>
public readonly record struct SqlType(SqlTypeKind Kind, int Length = 0, byte Precision = 0, byte Scale = 0)
{
    /// <summary>The length that stands for max.</summary>
    public const int Max = -1;

    /// <summary>bit.</summary>
    public static SqlType Bit => new(SqlTypeKind.Bit);

    /// <summary>tinyint.</summary>
    public static SqlType TinyInt => new(SqlTypeKind.TinyInt);

    /// <summary>smallint.</summary>
    public static SqlType SmallInt => new(SqlTypeKind.SmallInt);

    /// <summary>int.</summary>
    public static SqlType Int => new(SqlTypeKind.Int);

    /// <summary>bigint.</summary>
    public static SqlType BigInt => new(SqlTypeKind.BigInt);

    /// <summary>float(53).</summary>
    public static SqlType Float => new(SqlTypeKind.Float);

    /// <summary>datetime.</summary>
    public static SqlType DateTime => new(SqlTypeKind.DateTime);

    /// <summary>uniqueidentifier.</summary>
    public static SqlType UniqueIdentifier => new(SqlTypeKind.UniqueIdentifier);

    /// <summary>sql_variant.</summary>
    public static SqlType Variant => new(SqlTypeKind.Variant);

    /// <summary>sysname: nvarchar(128).</summary>
    public static SqlType SysName => NVarChar(128);

    /// <summary>An LSN: numeric(25,0).</summary>
    public static SqlType Lsn => Decimal(25, 0);

    /// <summary>nvarchar of so many characters, or <see cref="Max"/>.</summary>
    public static SqlType NVarChar(int length) => new(SqlTypeKind.NVarChar, length);

    /// <summary>nchar of so many characters.</summary>
    public static SqlType NChar(int length) => new(SqlTypeKind.NChar, length);

    /// <summary>varchar of so many characters, or <see cref="Max"/>.</summary>
    public static SqlType VarChar(int length) => new(SqlTypeKind.VarChar, length);

    /// <summary>char of so many characters.</summary>
    public static SqlType Char(int length) => new(SqlTypeKind.Char, length);

    /// <summary>varbinary of so many bytes, or <see cref="Max"/>.</summary>
    public static SqlType VarBinary(int length) => new(SqlTypeKind.VarBinary, length);

    /// <summary>decimal with its precision and scale.</summary>
    public static SqlType Decimal(byte precision, byte scale) => new(SqlTypeKind.Decimal, 0, precision, scale);

    /// <summary>datetime2 with its scale.</summary>
    public static SqlType DateTime2(byte scale = 7) => new(SqlTypeKind.DateTime2, 0, 0, scale);

    /// <summary>Whether values are CLR strings.</summary>
    public bool IsString => Kind is >= SqlTypeKind.Char and <= SqlTypeKind.Xml;

    /// <summary>Whether values are CLR byte arrays.</summary>
    public bool IsBinary => Kind is >= SqlTypeKind.Binary and <= SqlTypeKind.RowVersion;
}
