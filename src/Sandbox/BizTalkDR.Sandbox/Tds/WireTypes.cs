using System.Text;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The types of the wire (MS-TDS 2.2.5.4) and how the sandbox's own map to them.</summary>
internal static class WireTypes
{
    internal const byte Null = 0x1F;
    internal const byte Image = 0x22;
    internal const byte Text = 0x23;
    internal const byte UniqueIdentifier = 0x24;
    internal const byte OldVarBinary = 0x25;
    internal const byte IntN = 0x26;
    internal const byte OldVarChar = 0x27;
    internal const byte Date = 0x28;
    internal const byte Time = 0x29;
    internal const byte DateTime2 = 0x2A;
    internal const byte DateTimeOffset = 0x2B;
    internal const byte OldBinary = 0x2D;
    internal const byte OldChar = 0x2F;
    internal const byte TinyInt = 0x30;
    internal const byte Bit = 0x32;
    internal const byte SmallInt = 0x34;
    internal const byte OldDecimal = 0x37;
    internal const byte Int = 0x38;
    internal const byte SmallDateTime = 0x3A;
    internal const byte Real = 0x3B;
    internal const byte Money = 0x3C;
    internal const byte DateTime = 0x3D;
    internal const byte Float = 0x3E;
    internal const byte OldNumeric = 0x3F;
    internal const byte Variant = 0x62;
    internal const byte NText = 0x63;
    internal const byte BitN = 0x68;
    internal const byte DecimalN = 0x6A;
    internal const byte NumericN = 0x6C;
    internal const byte FloatN = 0x6D;
    internal const byte MoneyN = 0x6E;
    internal const byte DateTimeN = 0x6F;
    internal const byte SmallMoney = 0x7A;
    internal const byte BigInt = 0x7F;
    internal const byte VarBinary = 0xA5;
    internal const byte VarChar = 0xA7;
    internal const byte Binary = 0xAD;
    internal const byte Char = 0xAF;
    internal const byte NVarChar = 0xE7;
    internal const byte NChar = 0xEF;
    internal const byte Xml = 0xF1;

    /// <summary>The length that stands for max in a type.</summary>
    internal const ushort MaxLength = 0xFFFF;

    /// <summary>The total length that stands for NULL in a max value.</summary>
    internal const ulong MaxNull = ulong.MaxValue;

    /// <summary>The length that stands for NULL in a string or binary value of at most 8000 bytes.</summary>
    internal const ushort ShortNull = 0xFFFF;

    /// <summary>The longest string or binary that is not max, in bytes.</summary>
    internal const int LongestShort = 8000;

    /// <summary>The user type that tells rowversion from binary(8).</summary>
    internal const uint RowVersionUserType = 80;

    /// <summary>SQL_Latin1_General_CP1_CI_AS: language 0x0409, case and accent as said, sort order 52.</summary>
    internal static ReadOnlySpan<byte> Collation => [0x09, 0x04, 0xD0, 0x00, 0x34];

    /// <summary>Code page 1252, of char, varchar and text.</summary>
    internal static Encoding CodePage { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>How a value of this type goes to a client of that version: newer types go to older clients as strings and the like.</summary>
    internal static SqlType ForVersion(SqlType type, TdsVersion version)
    {
        if (!version.HasDateTypes())
            type = type.Kind switch
            {
                SqlTypeKind.Date => SqlType.NVarChar(10),
                SqlTypeKind.Time => SqlType.NVarChar(16),
                SqlTypeKind.DateTime2 => SqlType.NVarChar(27),
                SqlTypeKind.DateTimeOffset => SqlType.NVarChar(34),
                _ => type,
            };
        if (version.HasMaxTypes() || !(IsMax(type) || type.Kind == SqlTypeKind.Xml))
            return type;
        return type.Kind switch
        {
            SqlTypeKind.Char or SqlTypeKind.VarChar => new SqlType(SqlTypeKind.Text),
            SqlTypeKind.NChar or SqlTypeKind.NVarChar or SqlTypeKind.Xml => new SqlType(SqlTypeKind.NText),
            _ => new SqlType(SqlTypeKind.Image),
        };
    }

    /// <summary>Whether values go in chunks (PLP), as those of varchar(max) do.</summary>
    internal static bool IsMax(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Xml => true,
            SqlTypeKind.NChar or SqlTypeKind.NVarChar => type.Length is SqlType.Max or > LongestShort / 2,
            SqlTypeKind.Char or SqlTypeKind.VarChar => type.Length is SqlType.Max or > LongestShort,
            SqlTypeKind.Binary or SqlTypeKind.VarBinary => type.Length is SqlType.Max or > LongestShort,
            _ => false,
        };

    /// <summary>How many bytes a decimal takes, its sign included.</summary>
    internal static int DecimalSize(byte precision) =>
        precision switch
        {
            <= 9 => 5,
            <= 19 => 9,
            <= 28 => 13,
            _ => 17,
        };

    /// <summary>How many bytes the time of day takes, at a number of fraction digits.</summary>
    internal static int TimeSize(byte scale) =>
        scale switch
        {
            <= 2 => 3,
            <= 4 => 4,
            _ => 5,
        };
}
