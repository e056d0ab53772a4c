namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>Writes and reads the values of a row: a byte for the CLR type, then the value.</summary>
internal static class ValueCodec
{
    private enum Tag : byte
    {
        Null,
        False,
        True,
        Byte,
        Short,
        Int,
        Long,
        Decimal,
        Float,
        Double,
        DateTime,
        TimeSpan,
        DateTimeOffset,
        String,
        Bytes,
        Guid,
    }

    internal static void WriteRow(BinaryWriter writer, object?[]? values)
    {
        writer.Write7BitEncodedInt(values is null ? 0 : values.Length + 1);
        foreach (var value in values ?? [])
            Write(writer, value);
    }

    internal static object?[]? ReadRow(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt() - 1;
        if (length < 0)
            return null;
        var values = new object?[length];
        for (var i = 0; i < length; i++)
            values[i] = Read(reader);
        return values;
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                Put(Tag.Null);
                break;
            case bool bit:
                Put(bit ? Tag.True : Tag.False);
                break;
            case byte number:
                Put(Tag.Byte).Write(number);
                break;
            case short number:
                Put(Tag.Short).Write(number);
                break;
            case int number:
                Put(Tag.Int).Write(number);
                break;
            case long number:
                Put(Tag.Long).Write(number);
                break;
            case decimal number:
                Put(Tag.Decimal).Write(number);
                break;
            case float number:
                Put(Tag.Float).Write(number);
                break;
            case double number:
                Put(Tag.Double).Write(number);
                break;
            case DateTime time:
                Put(Tag.DateTime).Write(time.Ticks);
                break;
            case TimeSpan time:
                Put(Tag.TimeSpan).Write(time.Ticks);
                break;
            case DateTimeOffset time:
                Put(Tag.DateTimeOffset).Write(time.Ticks);
                writer.Write((short)time.Offset.TotalMinutes);
                break;
            case string text:
                Put(Tag.String).Write(text);
                break;
            case byte[] bytes:
                Put(Tag.Bytes).Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
            case Guid guid:
                Put(Tag.Guid).Write(guid.ToByteArray());
                break;
            default:
                throw new InvalidOperationException($"A row holds a value of type {value.GetType()}, which no SQL Server type has.");
        }

        BinaryWriter Put(Tag tag)
        {
            writer.Write((byte)tag);
            return writer;
        }
    }

    private static object? Read(BinaryReader reader) =>
        (Tag)reader.ReadByte() switch
        {
            Tag.Null => null,
            Tag.False => false,
            Tag.True => true,
            Tag.Byte => reader.ReadByte(),
            Tag.Short => reader.ReadInt16(),
            Tag.Int => reader.ReadInt32(),
            Tag.Long => reader.ReadInt64(),
            Tag.Decimal => reader.ReadDecimal(),
            Tag.Float => reader.ReadSingle(),
            Tag.Double => reader.ReadDouble(),
            Tag.DateTime => new DateTime(reader.ReadInt64()),
            Tag.TimeSpan => new TimeSpan(reader.ReadInt64()),
            Tag.DateTimeOffset => new DateTimeOffset(reader.ReadInt64(), TimeSpan.FromMinutes(reader.ReadInt16())),
            Tag.String => reader.ReadString(),
            Tag.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
            Tag.Guid => new Guid(reader.ReadBytes(16)),
            var tag => throw new InvalidDataException($"Unknown value tag {tag}."),
        };
}
