namespace BizTalkDR.Sandbox.Types;

/// <summary>The system types of SQL Server that the sandbox stores and sends.</summary>
public enum SqlTypeKind
{
    /// <summary>bit, a CLR <see cref="bool"/>.</summary>
    Bit,

    /// <summary>tinyint, a CLR <see cref="byte"/>.</summary>
    TinyInt,

    /// <summary>smallint, a CLR <see cref="short"/>.</summary>
    SmallInt,

    /// <summary>int, a CLR <see cref="int"/>.</summary>
    Int,

    /// <summary>bigint, a CLR <see cref="long"/>.</summary>
    BigInt,

    /// <summary>decimal and numeric, a CLR <see cref="decimal"/> (28 digits at the most).</summary>
    Decimal,

    /// <summary>money, a CLR <see cref="decimal"/>.</summary>
    Money,

    /// <summary>smallmoney, a CLR <see cref="decimal"/>.</summary>
    SmallMoney,

    /// <summary>real, a CLR <see cref="float"/>.</summary>
    Real,

    /// <summary>float, a CLR <see cref="double"/>.</summary>
    Float,

    /// <summary>date, a CLR <see cref="DateTime"/> at midnight.</summary>
    Date,

    /// <summary>time, a CLR <see cref="TimeSpan"/>.</summary>
    Time,

    /// <summary>smalldatetime, a CLR <see cref="DateTime"/> on the minute.</summary>
    SmallDateTime,

    /// <summary>datetime, a CLR <see cref="DateTime"/> in steps of 1/300 s.</summary>
    DateTime,

    /// <summary>datetime2, a CLR <see cref="DateTime"/>.</summary>
    DateTime2,

    /// <summary>datetimeoffset, a CLR <see cref="DateTimeOffset"/>.</summary>
    DateTimeOffset,

    /// <summary>char, a CLR <see cref="string"/>.</summary>
    Char,

    /// <summary>varchar, a CLR <see cref="string"/>.</summary>
    VarChar,

    /// <summary>text, a CLR <see cref="string"/>.</summary>
    Text,

    /// <summary>nchar, a CLR <see cref="string"/>.</summary>
    NChar,

    /// <summary>nvarchar (sysname is nvarchar(128)), a CLR <see cref="string"/>.</summary>
    NVarChar,

    /// <summary>ntext, a CLR <see cref="string"/>.</summary>
    NText,

    /// <summary>xml, a CLR <see cref="string"/>.</summary>
    Xml,

    /// <summary>binary, a CLR array of <see cref="byte"/>.</summary>
    Binary,

    /// <summary>varbinary, a CLR array of <see cref="byte"/>.</summary>
    VarBinary,

    /// <summary>image, a CLR array of <see cref="byte"/>.</summary>
    Image,

    /// <summary>rowversion (timestamp), a CLR array of 8 <see cref="byte"/>.</summary>
    RowVersion,

    /// <summary>uniqueidentifier, a CLR <see cref="Guid"/>.</summary>
    UniqueIdentifier,

    /// <summary>sql_variant: any of the CLR types above; the base type is inferred from it.</summary>
    Variant,
}
