using System.Buffers;
using System.Globalization;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Writes values of rows and return values.</summary>
internal static class ValueWriter
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A text pointer and its timestamp, which clients only look at to tell NULL apart.</summary>
    private static ReadOnlySpan<byte> TextPointer => [16, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    internal static void Write(PacketWriter writer, SqlType type, object? value)
    {
        if (value is null)
            WriteNull(writer, type);
        else if (type.IsString)
            WriteString(writer, type, AsString(value));
        else if (type.IsBinary)
            WriteBinary(writer, type, (byte[])value);
        else if (type.Kind == SqlTypeKind.Variant)
            VariantWriter.Write(writer, value);
        else
            WriteScalar(writer, type, value);
    }

    /// <summary>The value of a type of fixed size, without its length.</summary>
    internal static void WriteFixed(PacketWriter writer, SqlType type, object value)
    {
        switch (type.Kind)
        {
            case SqlTypeKind.Bit:
                writer.Byte(Convert.ToBoolean(value, Invariant) ? (byte)1 : (byte)0);
                break;
            case SqlTypeKind.TinyInt:
                writer.Byte(Convert.ToByte(value, Invariant));
                break;
            case SqlTypeKind.SmallInt:
                writer.Int16(Convert.ToInt16(value, Invariant));
                break;
            case SqlTypeKind.Int:
                writer.Int32(Convert.ToInt32(value, Invariant));
                break;
            case SqlTypeKind.BigInt:
                writer.Int64(Convert.ToInt64(value, Invariant));
                break;
            case SqlTypeKind.Real:
                writer.Int32(BitConverter.SingleToInt32Bits(Convert.ToSingle(value, Invariant)));
                break;
            case SqlTypeKind.Float:
                writer.Int64(BitConverter.DoubleToInt64Bits(Convert.ToDouble(value, Invariant)));
                break;
            case SqlTypeKind.SmallMoney:
                writer.Int32(decimal.ToInt32(MoneyUnits(value)));
                break;
            case SqlTypeKind.Money:
                var money = decimal.ToInt64(MoneyUnits(value));
                writer.Int32((int)(money >> 32));
                writer.Int32((int)money);
                break;
            case SqlTypeKind.Decimal:
                WriteDecimal(writer, type, Convert.ToDecimal(value, Invariant));
                break;
            case SqlTypeKind.SmallDateTime:
                var (smallDays, minutes) = WireTime.ToSmallDateTime((DateTime)value);
                writer.UInt16(smallDays);
                writer.UInt16(minutes);
                break;
            case SqlTypeKind.DateTime:
                var (days, steps) = WireTime.ToDateTime((DateTime)value);
                writer.Int32(days);
                writer.UInt32(steps);
                break;
            case SqlTypeKind.Date:
                writer.LowBytes(WireTime.ToDays((DateTime)value), 3);
                break;
            case SqlTypeKind.Time:
                WriteTime(writer, (TimeSpan)value, type.Scale);
                break;
            case SqlTypeKind.DateTime2:
                WriteTime(writer, ((DateTime)value).TimeOfDay, type.Scale);
                writer.LowBytes(WireTime.ToDays((DateTime)value), 3);
                break;
            case SqlTypeKind.DateTimeOffset:
                var offset = (DateTimeOffset)value;
                WriteTime(writer, offset.UtcDateTime.TimeOfDay, type.Scale);
                writer.LowBytes(WireTime.ToDays(offset.UtcDateTime), 3);
                writer.Int16((short)offset.Offset.TotalMinutes);
                break;
            case SqlTypeKind.UniqueIdentifier:
                Span<byte> guid = stackalloc byte[16];
                ((Guid)value).TryWriteBytes(guid);
                writer.Bytes(guid);
                break;
            default:
                throw new InvalidOperationException($"{type.Kind} has no fixed size.");
        }
    }

    /// <summary>How many bytes <see cref="WriteFixed"/> writes.</summary>
    internal static byte FixedSize(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Bit or SqlTypeKind.TinyInt => 1,
            SqlTypeKind.SmallInt => 2,
            SqlTypeKind.Int or SqlTypeKind.Real or SqlTypeKind.SmallMoney or SqlTypeKind.SmallDateTime => 4,
            SqlTypeKind.BigInt or SqlTypeKind.Float or SqlTypeKind.Money or SqlTypeKind.DateTime => 8,
            SqlTypeKind.Decimal => (byte)WireTypes.DecimalSize(TypeWriter.Precision(type)),
            SqlTypeKind.Date => 3,
            SqlTypeKind.Time => (byte)WireTypes.TimeSize(type.Scale),
            SqlTypeKind.DateTime2 => (byte)(WireTypes.TimeSize(type.Scale) + 3),
            SqlTypeKind.DateTimeOffset => (byte)(WireTypes.TimeSize(type.Scale) + 5),
            SqlTypeKind.UniqueIdentifier => 16,
            _ => throw new InvalidOperationException($"{type.Kind} has no fixed size."),
        };

    private static void WriteScalar(PacketWriter writer, SqlType type, object value)
    {
        writer.Byte(FixedSize(type));
        WriteFixed(writer, type, value);
    }

    private static void WriteNull(PacketWriter writer, SqlType type)
    {
        if (WireTypes.IsMax(type))
            writer.UInt64(WireTypes.MaxNull);
        else if (type.Kind is SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Image)
            writer.Byte(0);
        else if (type.Kind == SqlTypeKind.Variant)
            writer.UInt32(0);
        else if (type.IsString || type.IsBinary)
            writer.UInt16(WireTypes.ShortNull);
        else
            writer.Byte(0);
    }

    private static void WriteString(PacketWriter writer, SqlType type, string value)
    {
        if (type.Kind is SqlTypeKind.NChar or SqlTypeKind.NVarChar or SqlTypeKind.NText or SqlTypeKind.Xml)
        {
            BeginValue(writer, type, 2 * value.Length);
            writer.Chars(value);
            EndValue(writer, type);
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent(WireTypes.CodePage.GetMaxByteCount(value.Length));
        var count = WireTypes.CodePage.GetBytes(value, bytes);
        BeginValue(writer, type, count);
        writer.Bytes(bytes.AsSpan(0, count));
        EndValue(writer, type);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static void WriteBinary(PacketWriter writer, SqlType type, byte[] value)
    {
        BeginValue(writer, type, value.Length);
        writer.Bytes(value);
        EndValue(writer, type);
    }

    private static void BeginValue(PacketWriter writer, SqlType type, int byteCount)
    {
        if (WireTypes.IsMax(type))
        {
            writer.UInt64((ulong)byteCount);
            if (byteCount > 0)
                writer.Int32(byteCount);
        }
        else if (type.Kind is SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Image)
        {
            writer.Bytes(TextPointer);
            writer.Int32(byteCount);
        }
        else if (byteCount < WireTypes.ShortNull)
            writer.UInt16((ushort)byteCount);
        else
            throw new InvalidOperationException($"A value of {byteCount} bytes does not fit into {type.Kind}({type.Length}).");
    }

    private static void EndValue(PacketWriter writer, SqlType type)
    {
        if (WireTypes.IsMax(type))
            writer.Int32(0);
    }

    private static void WriteDecimal(PacketWriter writer, SqlType type, decimal value)
    {
        var digits = WireDecimal.Digits(value, type.Scale);
        var size = WireTypes.DecimalSize(TypeWriter.Precision(type)) - 1;
        writer.Byte(decimal.IsNegative(value) ? (byte)0 : (byte)1);
        writer.LowBytes((ulong)digits, Math.Min(size, 8));
        if (size > 8)
            writer.LowBytes((ulong)(digits >> 64), size - 8);
    }

    private static void WriteTime(PacketWriter writer, TimeSpan timeOfDay, byte scale) =>
        writer.LowBytes(WireTime.ToUnits(timeOfDay, scale), WireTypes.TimeSize(scale));

    private static decimal MoneyUnits(object value) =>
        decimal.Round(Convert.ToDecimal(value, Invariant) * 10000, 0, MidpointRounding.AwayFromZero);

    // Clients older than a type get its values as text.
    private static string AsString(object value) =>
        value switch
        {
            string text => text,
            DateTimeOffset offset => offset.ToString("yyyy-MM-dd HH:mm:ss.fffffff zzz", Invariant),
            DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", Invariant),
            DateTime dateTime => dateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", Invariant),
            TimeSpan time => time.ToString(@"hh\:mm\:ss\.fffffff", Invariant),
            _ => Convert.ToString(value, Invariant) ?? "",
        };
}
