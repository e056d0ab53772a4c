using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Writes sql_variant: a length, the base type with its properties, and the value.</summary>
internal static class VariantWriter
{
    private const byte LargestScale = 7;
    private const ushort LongestVariant = WireTypes.LongestShort;

    internal static void Write(PacketWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                Begin(writer, WireTypes.NVarChar, 7, text.Length * 2);
                writer.Bytes(WireTypes.Collation);
                writer.UInt16(LongestVariant);
                writer.Chars(text);
                break;
            case byte[] bytes:
                Begin(writer, WireTypes.VarBinary, 2, bytes.Length);
                writer.UInt16(LongestVariant);
                writer.Bytes(bytes);
                break;
            case decimal number:
                var type = SqlType.Decimal(38, number.Scale);
                Begin(writer, WireTypes.NumericN, 2, ValueWriter.FixedSize(type));
                writer.Byte(type.Precision);
                writer.Byte(type.Scale);
                ValueWriter.WriteFixed(writer, type, number);
                break;
            default:
                WriteFixed(writer, value);
                break;
        }
    }

    private static void WriteFixed(PacketWriter writer, object value)
    {
        var (token, type, hasScale) = value switch
        {
            bool => (WireTypes.Bit, SqlType.Bit, false),
            byte => (WireTypes.TinyInt, SqlType.TinyInt, false),
            short => (WireTypes.SmallInt, SqlType.SmallInt, false),
            int => (WireTypes.Int, SqlType.Int, false),
            long => (WireTypes.BigInt, SqlType.BigInt, false),
            float => (WireTypes.Real, new SqlType(SqlTypeKind.Real), false),
            double => (WireTypes.Float, SqlType.Float, false),
            Guid => (WireTypes.UniqueIdentifier, SqlType.UniqueIdentifier, false),
            DateTime date when IsDateTime(date) => (WireTypes.DateTime, SqlType.DateTime, false),
            DateTime => (WireTypes.DateTime2, SqlType.DateTime2(), true),
            TimeSpan => (WireTypes.Time, new SqlType(SqlTypeKind.Time, 0, 0, LargestScale), true),
            DateTimeOffset => (WireTypes.DateTimeOffset, new SqlType(SqlTypeKind.DateTimeOffset, 0, 0, LargestScale), true),
            _ => throw new InvalidOperationException($"sql_variant does not hold a {value.GetType().Name}."),
        };
        Begin(writer, token, hasScale ? (byte)1 : (byte)0, ValueWriter.FixedSize(type));
        if (hasScale)
            writer.Byte(type.Scale);
        ValueWriter.WriteFixed(writer, type, value);
    }

    // A CLR date does not say which type it came from; datetime is what holds it unless it is too early or too exact.
    private static bool IsDateTime(DateTime value)
    {
        if (value.Year < 1753)
            return false;
        var (days, steps) = WireTime.ToDateTime(value);
        return Math.Abs((WireTime.FromDateTime(days, steps) - value).Ticks) < TimeSpan.TicksPerMillisecond / 2;
    }

    private static void Begin(PacketWriter writer, byte token, byte propertyBytes, int valueBytes)
    {
        writer.Int32(2 + propertyBytes + valueBytes);
        writer.Byte(token);
        writer.Byte(propertyBytes);
    }
}
