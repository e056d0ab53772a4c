using System.Text;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>The type of a parameter as a client declares it.</summary>
/// <param name="Type">The type in the sandbox's terms.</param>
/// <param name="Token">The type's number on the wire.</param>
/// <param name="Size">The size of a type that always has the same, or the largest one.</param>
/// <param name="Encoding">How char, varchar and text are encoded.</param>
internal readonly record struct ParameterType(SqlType Type, byte Token, int Size, Encoding Encoding);

/// <summary>Reads TYPE_INFO of a parameter.</summary>
internal static class TypeReader
{
    private const uint Utf8Collation = 0x04000000;

    /// <summary>The type, or null when it is one the server does not know; nothing after it can be read then.</summary>
    internal static ParameterType? Read(ref TdsReader reader)
    {
        var token = reader.Byte();
        return token switch
        {
            WireTypes.Null => Fixed(token, SqlType.Int, 0),
            WireTypes.Bit => Fixed(token, SqlType.Bit, 1),
            WireTypes.TinyInt => Fixed(token, SqlType.TinyInt, 1),
            WireTypes.SmallInt => Fixed(token, SqlType.SmallInt, 2),
            WireTypes.Int => Fixed(token, SqlType.Int, 4),
            WireTypes.BigInt => Fixed(token, SqlType.BigInt, 8),
            WireTypes.Real => Fixed(token, new SqlType(SqlTypeKind.Real), 4),
            WireTypes.Float => Fixed(token, SqlType.Float, 8),
            WireTypes.SmallMoney => Fixed(token, new SqlType(SqlTypeKind.SmallMoney), 4),
            WireTypes.Money => Fixed(token, new SqlType(SqlTypeKind.Money), 8),
            WireTypes.SmallDateTime => Fixed(token, new SqlType(SqlTypeKind.SmallDateTime), 4),
            WireTypes.DateTime => Fixed(token, SqlType.DateTime, 8),
            WireTypes.BitN => Sized(token, reader.Byte(), SqlTypeKind.Bit, SqlTypeKind.Bit, SqlTypeKind.Bit, SqlTypeKind.Bit),
            WireTypes.IntN => Sized(token, reader.Byte(), SqlTypeKind.TinyInt, SqlTypeKind.SmallInt, SqlTypeKind.Int, SqlTypeKind.BigInt),
            WireTypes.FloatN => Sized(token, reader.Byte(), null, null, SqlTypeKind.Real, SqlTypeKind.Float),
            WireTypes.MoneyN => Sized(token, reader.Byte(), null, null, SqlTypeKind.SmallMoney, SqlTypeKind.Money),
            WireTypes.DateTimeN => Sized(token, reader.Byte(), null, null, SqlTypeKind.SmallDateTime, SqlTypeKind.DateTime),
            WireTypes.UniqueIdentifier => Fixed(token, SqlType.UniqueIdentifier, reader.Byte()),
            WireTypes.DecimalN or WireTypes.NumericN or WireTypes.OldDecimal or WireTypes.OldNumeric => Decimal(token, ref reader),
            WireTypes.Date => Fixed(token, new SqlType(SqlTypeKind.Date), 3),
            WireTypes.Time => Scaled(token, SqlTypeKind.Time, reader.Byte()),
            WireTypes.DateTime2 => Scaled(token, SqlTypeKind.DateTime2, reader.Byte()),
            WireTypes.DateTimeOffset => Scaled(token, SqlTypeKind.DateTimeOffset, reader.Byte()),
            WireTypes.OldVarChar or WireTypes.OldChar => Fixed(token, SqlType.VarChar(AtLeastOne(reader.Peek())), reader.Byte()),
            WireTypes.OldVarBinary or WireTypes.OldBinary => Fixed(token, SqlType.VarBinary(AtLeastOne(reader.Peek())), reader.Byte()),
            WireTypes.VarChar => Text(token, SqlTypeKind.VarChar, 1, ref reader),
            WireTypes.Char => Text(token, SqlTypeKind.Char, 1, ref reader),
            WireTypes.NVarChar => Text(token, SqlTypeKind.NVarChar, 2, ref reader),
            WireTypes.NChar => Text(token, SqlTypeKind.NChar, 2, ref reader),
            WireTypes.VarBinary => Binary(token, SqlTypeKind.VarBinary, ref reader),
            WireTypes.Binary => Binary(token, SqlTypeKind.Binary, ref reader),
            WireTypes.Text => LongText(token, SqlTypeKind.Text, ref reader),
            WireTypes.NText => LongText(token, SqlTypeKind.NText, ref reader),
            WireTypes.Image => Fixed(token, new SqlType(SqlTypeKind.Image), reader.Int32()),
            WireTypes.Variant => Fixed(token, SqlType.Variant, reader.Int32()),
            WireTypes.Xml => Xml(token, ref reader),
            _ => null,
        };
    }

    /// <summary>The encoding that a collation of five bytes stands for.</summary>
    internal static Encoding ReadCollation(ref TdsReader reader)
    {
        var flags = reader.UInt32();
        reader.Byte();
        return (flags & Utf8Collation) != 0 ? Encoding.UTF8 : WireTypes.CodePage;
    }

    private static ParameterType Fixed(byte token, SqlType type, int size) => new(type, token, size, WireTypes.CodePage);

    private static ParameterType Sized(byte token, byte size, SqlTypeKind? one, SqlTypeKind? two, SqlTypeKind? four, SqlTypeKind? eight)
    {
        var kind = size switch
        {
            1 => one,
            2 => two,
            4 => four,
            8 => eight,
            _ => null,
        };
        return Fixed(token, new SqlType(kind ?? throw new TdsProtocolException($"Type {token:X2} has no size {size}.")), size);
    }

    private static ParameterType Scaled(byte token, SqlTypeKind kind, byte scale) =>
        scale <= 7
            ? Fixed(token, new SqlType(kind, 0, 0, scale), WireTypes.TimeSize(scale))
            : throw new TdsProtocolException($"A scale of {scale} is too large.");

    private static ParameterType Decimal(byte token, ref TdsReader reader)
    {
        var size = reader.Byte();
        var (precision, scale) = (reader.Byte(), reader.Byte());
        if (precision is < 1 or > 38 || scale > precision)
            throw new TdsProtocolException($"There is no decimal({precision}, {scale}).");
        return Fixed(token, SqlType.Decimal(precision, scale), size);
    }

    private static ParameterType Text(byte token, SqlTypeKind kind, int bytesPerCharacter, ref TdsReader reader)
    {
        var size = reader.UInt16();
        var encoding = ReadCollation(ref reader);
        return new ParameterType(new SqlType(kind, Length(size, bytesPerCharacter)), token, size, encoding);
    }

    private static ParameterType Binary(byte token, SqlTypeKind kind, ref TdsReader reader)
    {
        var size = reader.UInt16();
        return Fixed(token, new SqlType(kind, Length(size, 1)), size);
    }

    private static ParameterType LongText(byte token, SqlTypeKind kind, ref TdsReader reader)
    {
        var size = reader.Int32();
        return new ParameterType(new SqlType(kind), token, size, ReadCollation(ref reader));
    }

    private static ParameterType Xml(byte token, ref TdsReader reader)
    {
        if (reader.Byte() != 0)
        {
            reader.ByteLengthChars();
            reader.ByteLengthChars();
            reader.Chars(reader.UInt16());
        }
        return Fixed(token, new SqlType(SqlTypeKind.Xml), WireTypes.MaxLength);
    }

    private static int Length(ushort size, int bytesPerCharacter) =>
        size == WireTypes.MaxLength ? SqlType.Max : AtLeastOne(size / bytesPerCharacter);

    private static int AtLeastOne(int length) => Math.Max(length, 1);
}
