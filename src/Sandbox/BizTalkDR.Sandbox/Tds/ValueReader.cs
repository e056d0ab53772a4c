using System.Text;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Reads the value of a parameter.</summary>
internal static class ValueReader
{
    private const int NullLength = -1;

    /// <summary>The CLR value, null for NULL.</summary>
    internal static object? Read(ref TdsReader reader, ParameterType type)
    {
        switch (type.Token)
        {
            case WireTypes.Null:
                return null;
            case WireTypes.Bit
            or WireTypes.TinyInt
            or WireTypes.SmallInt
            or WireTypes.Int
            or WireTypes.BigInt
            or WireTypes.Real
            or WireTypes.Float
            or WireTypes.SmallMoney
            or WireTypes.Money
            or WireTypes.SmallDateTime
            or WireTypes.DateTime:
                return Scalar(ref reader, type.Type, type.Size);
            case WireTypes.OldVarChar or WireTypes.OldChar or WireTypes.OldVarBinary or WireTypes.OldBinary:
                var length = reader.Byte();
                return length == 0 ? null : Sequence(reader.Bytes(length), type);
            case WireTypes.VarChar
            or WireTypes.Char
            or WireTypes.NVarChar
            or WireTypes.NChar
            or WireTypes.VarBinary
            or WireTypes.Binary when type.Size != WireTypes.MaxLength:
                var size = reader.UInt16();
                return size == WireTypes.ShortNull ? null : Sequence(reader.Bytes(size), type);
            case WireTypes.VarChar or WireTypes.NVarChar or WireTypes.VarBinary or WireTypes.Xml:
                return Chunks(ref reader, type);
            case WireTypes.Text or WireTypes.NText or WireTypes.Image:
                var longSize = reader.Int32();
                return longSize == NullLength ? null : Sequence(reader.Bytes(longSize), type);
            case WireTypes.Variant:
                return Variant(ref reader);
            default:
                var scalarSize = reader.Byte();
                return scalarSize == 0 ? null : Scalar(ref reader, type.Type, scalarSize);
        }
    }

    private static object Scalar(ref TdsReader reader, SqlType type, int size)
    {
        var value = new TdsReader(reader.Bytes(size));
        object result = type.Kind switch
        {
            SqlTypeKind.Bit => value.Byte() != 0,
            SqlTypeKind.TinyInt => value.Byte(),
            SqlTypeKind.SmallInt => value.Int16(),
            SqlTypeKind.Int => value.Int32(),
            SqlTypeKind.BigInt => value.Int64(),
            SqlTypeKind.Real => BitConverter.Int32BitsToSingle(value.Int32()),
            SqlTypeKind.Float => BitConverter.Int64BitsToDouble(value.Int64()),
            SqlTypeKind.SmallMoney => value.Int32() / 10000m,
            SqlTypeKind.Money => (((long)value.Int32() << 32) | value.UInt32()) / 10000m,
            SqlTypeKind.SmallDateTime => WireTime.FromSmallDateTime(value.UInt16(), value.UInt16()),
            SqlTypeKind.DateTime => WireTime.FromDateTime(value.Int32(), value.UInt32()),
            SqlTypeKind.UniqueIdentifier => new Guid(value.Bytes(16)),
            SqlTypeKind.Decimal => WireDecimal.Value(value.Byte() != 0, LittleEndian(value.Bytes(value.Remaining)), type.Scale),
            SqlTypeKind.Date => WireTime.FromDays((ulong)LittleEndian(value.Bytes(3))),
            SqlTypeKind.Time => Time(ref value, type.Scale, size),
            SqlTypeKind.DateTime2 => DateAndTime(ref value, type.Scale, size - 3),
            SqlTypeKind.DateTimeOffset => Offset(ref value, type.Scale, size - 5),
            _ => throw new TdsProtocolException($"{type.Kind} has no fixed size."),
        };
        return value.IsAtEnd ? result : throw new TdsProtocolException($"{type.Kind} does not have {size} bytes.");
    }

    private static TimeSpan Time(ref TdsReader value, byte scale, int size) =>
        WireTime.FromUnits((ulong)LittleEndian(value.Bytes(size)), scale);

    private static DateTime DateAndTime(ref TdsReader value, byte scale, int timeSize)
    {
        var time = Time(ref value, scale, timeSize);
        return WireTime.FromDays((ulong)LittleEndian(value.Bytes(3))) + time;
    }

    private static DateTimeOffset Offset(ref TdsReader value, byte scale, int timeSize)
    {
        var utc = DateAndTime(ref value, scale, timeSize);
        var minutes = value.Int16();
        if (Math.Abs((int)minutes) > 14 * 60)
            throw new TdsProtocolException($"There is no time zone offset of {minutes} minutes.");
        return new DateTimeOffset(utc, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(minutes));
    }

    private static UInt128 LittleEndian(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 16)
            throw new TdsProtocolException("A number is longer than 16 bytes.");
        UInt128 number = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            number = (number << 8) | bytes[i];
        return number;
    }

    private static object Sequence(ReadOnlySpan<byte> bytes, ParameterType type) =>
        type.Type.Kind switch
        {
            SqlTypeKind.NVarChar or SqlTypeKind.NChar or SqlTypeKind.NText => Encoding.Unicode.GetString(bytes),
            SqlTypeKind.Xml => XmlText(bytes),
            SqlTypeKind.VarChar or SqlTypeKind.Char or SqlTypeKind.Text => type.Encoding.GetString(bytes),
            _ => bytes.ToArray(),
        };

    private static string XmlText(ReadOnlySpan<byte> bytes) => Encoding.Unicode.GetString(bytes is [0xFF, 0xFE, ..] ? bytes[2..] : bytes);

    private static object? Chunks(ref TdsReader reader, ParameterType type)
    {
        var total = reader.UInt64();
        if (total == WireTypes.MaxNull)
            return null;
        var first = reader.Bytes(reader.UInt32());
        if (first.IsEmpty)
            return Sequence(first, type);
        var next = reader.UInt32();
        if (next == 0)
            return Sequence(first, type);
        using var whole = new MemoryStream();
        whole.Write(first);
        for (; next != 0; next = reader.UInt32())
            whole.Write(reader.Bytes(next));
        return Sequence(whole.GetBuffer().AsSpan(0, (int)whole.Length), type);
    }

    private static object? Variant(ref TdsReader reader)
    {
        var length = reader.UInt32();
        if (length == 0)
            return null;
        var variant = new TdsReader(reader.Bytes(length));
        var token = variant.Byte();
        var properties = new TdsReader(variant.Bytes(variant.Byte()));
        switch (token)
        {
            case WireTypes.NVarChar or WireTypes.NChar:
                return Encoding.Unicode.GetString(variant.Bytes(variant.Remaining));
            case WireTypes.VarChar or WireTypes.Char:
                return TypeReader.ReadCollation(ref properties).GetString(variant.Bytes(variant.Remaining));
            case WireTypes.VarBinary or WireTypes.Binary:
                return variant.Bytes(variant.Remaining).ToArray();
            case WireTypes.DecimalN or WireTypes.NumericN:
                var precision = properties.Byte();
                return Scalar(ref variant, SqlType.Decimal(precision, properties.Byte()), variant.Remaining);
            case WireTypes.Time:
                return Scalar(ref variant, new SqlType(SqlTypeKind.Time, 0, 0, properties.Byte()), variant.Remaining);
            case WireTypes.DateTime2:
                return Scalar(ref variant, SqlType.DateTime2(properties.Byte()), variant.Remaining);
            case WireTypes.DateTimeOffset:
                return Scalar(ref variant, new SqlType(SqlTypeKind.DateTimeOffset, 0, 0, properties.Byte()), variant.Remaining);
            default:
                return Scalar(ref variant, FixedVariant(token), variant.Remaining);
        }
    }

    private static SqlType FixedVariant(byte token) =>
        token switch
        {
            WireTypes.Bit => SqlType.Bit,
            WireTypes.TinyInt => SqlType.TinyInt,
            WireTypes.SmallInt => SqlType.SmallInt,
            WireTypes.Int => SqlType.Int,
            WireTypes.BigInt => SqlType.BigInt,
            WireTypes.Real => new SqlType(SqlTypeKind.Real),
            WireTypes.Float => SqlType.Float,
            WireTypes.SmallMoney => new SqlType(SqlTypeKind.SmallMoney),
            WireTypes.Money => new SqlType(SqlTypeKind.Money),
            WireTypes.SmallDateTime => new SqlType(SqlTypeKind.SmallDateTime),
            WireTypes.DateTime => SqlType.DateTime,
            WireTypes.UniqueIdentifier => SqlType.UniqueIdentifier,
            WireTypes.Date => new SqlType(SqlTypeKind.Date),
            _ => throw new TdsProtocolException($"sql_variant does not hold type {token:X2}."),
        };
}
