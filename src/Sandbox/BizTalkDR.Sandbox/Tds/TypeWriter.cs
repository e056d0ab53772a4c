using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Writes TYPE_INFO: what the values of a column or of a return value look like.</summary>
internal static class TypeWriter
{
    internal static void Write(PacketWriter writer, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlTypeKind.Bit:
                Fixed(writer, WireTypes.BitN, 1);
                break;
            case SqlTypeKind.TinyInt:
                Fixed(writer, WireTypes.IntN, 1);
                break;
            case SqlTypeKind.SmallInt:
                Fixed(writer, WireTypes.IntN, 2);
                break;
            case SqlTypeKind.Int:
                Fixed(writer, WireTypes.IntN, 4);
                break;
            case SqlTypeKind.BigInt:
                Fixed(writer, WireTypes.IntN, 8);
                break;
            case SqlTypeKind.Real:
                Fixed(writer, WireTypes.FloatN, 4);
                break;
            case SqlTypeKind.Float:
                Fixed(writer, WireTypes.FloatN, 8);
                break;
            case SqlTypeKind.SmallMoney:
                Fixed(writer, WireTypes.MoneyN, 4);
                break;
            case SqlTypeKind.Money:
                Fixed(writer, WireTypes.MoneyN, 8);
                break;
            case SqlTypeKind.SmallDateTime:
                Fixed(writer, WireTypes.DateTimeN, 4);
                break;
            case SqlTypeKind.DateTime:
                Fixed(writer, WireTypes.DateTimeN, 8);
                break;
            case SqlTypeKind.UniqueIdentifier:
                Fixed(writer, WireTypes.UniqueIdentifier, 16);
                break;
            case SqlTypeKind.Decimal:
                Fixed(writer, WireTypes.DecimalN, (byte)WireTypes.DecimalSize(Precision(type)));
                writer.Byte(Precision(type));
                writer.Byte(type.Scale);
                break;
            case SqlTypeKind.Date:
                writer.Byte(WireTypes.Date);
                break;
            case SqlTypeKind.Time:
                Fixed(writer, WireTypes.Time, type.Scale);
                break;
            case SqlTypeKind.DateTime2:
                Fixed(writer, WireTypes.DateTime2, type.Scale);
                break;
            case SqlTypeKind.DateTimeOffset:
                Fixed(writer, WireTypes.DateTimeOffset, type.Scale);
                break;
            case SqlTypeKind.Char:
                Text(writer, WireTypes.IsMax(type) ? WireTypes.VarChar : WireTypes.Char, Bytes(type, 1));
                break;
            case SqlTypeKind.VarChar:
                Text(writer, WireTypes.VarChar, Bytes(type, 1));
                break;
            case SqlTypeKind.NChar:
                Text(writer, WireTypes.IsMax(type) ? WireTypes.NVarChar : WireTypes.NChar, Bytes(type, 2));
                break;
            case SqlTypeKind.NVarChar:
                Text(writer, WireTypes.NVarChar, Bytes(type, 2));
                break;
            case SqlTypeKind.Binary:
                Binary(writer, WireTypes.IsMax(type) ? WireTypes.VarBinary : WireTypes.Binary, Bytes(type, 1));
                break;
            case SqlTypeKind.VarBinary:
                Binary(writer, WireTypes.VarBinary, Bytes(type, 1));
                break;
            case SqlTypeKind.RowVersion:
                Binary(writer, WireTypes.Binary, 8);
                break;
            case SqlTypeKind.Xml:
                writer.Byte(WireTypes.Xml);
                writer.Byte(0);
                break;
            case SqlTypeKind.Text:
                Long(writer, WireTypes.Text, int.MaxValue);
                writer.Bytes(WireTypes.Collation);
                break;
            case SqlTypeKind.NText:
                Long(writer, WireTypes.NText, int.MaxValue - 1);
                writer.Bytes(WireTypes.Collation);
                break;
            case SqlTypeKind.Image:
                Long(writer, WireTypes.Image, int.MaxValue);
                break;
            case SqlTypeKind.Variant:
                Long(writer, WireTypes.Variant, 8009);
                break;
            default:
                throw new InvalidOperationException($"The type {type.Kind} has no form on the wire.");
        }
    }

    /// <summary>The precision, or the largest one for a decimal whose precision nobody stated.</summary>
    internal static byte Precision(SqlType type) => type.Precision is 0 or > 38 ? (byte)38 : type.Precision;

    private static ushort Bytes(SqlType type, int perCharacter) =>
        WireTypes.IsMax(type) ? WireTypes.MaxLength : (ushort)(Math.Max(type.Length, 1) * perCharacter);

    private static void Fixed(PacketWriter writer, byte type, byte size)
    {
        writer.Byte(type);
        writer.Byte(size);
    }

    private static void Text(PacketWriter writer, byte type, ushort size)
    {
        Binary(writer, type, size);
        writer.Bytes(WireTypes.Collation);
    }

    private static void Binary(PacketWriter writer, byte type, ushort size)
    {
        writer.Byte(type);
        writer.UInt16(size);
    }

    private static void Long(PacketWriter writer, byte type, int size)
    {
        writer.Byte(type);
        writer.Int32(size);
    }
}
