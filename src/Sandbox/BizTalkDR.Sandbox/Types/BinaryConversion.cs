using System.Buffers.Binary;
using System.Text;
using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Conversions from and to binary and varbinary.</summary>
internal static class BinaryConversion
{
    internal static byte[] ToBinary(object value, SqlType from, SqlType to, int style)
    {
        var bytes = value switch
        {
            byte[] same => same,
            string hex when style is 1 or 2 => ParseHex(hex, style, from),
            string text => TypeRules.IsUnicode(from.Kind) ? Encoding.Unicode.GetBytes(text) : Encoding.Latin1.GetBytes(text),
            bool bit => [bit ? (byte)1 : (byte)0],
            byte tiny => [tiny],
            short number => BigEndian(number, 2),
            int number => BigEndian(number, 4),
            long number => BigEndian(number, 8),
            Guid guid => guid.ToByteArray(),
            DateTime date when from.Kind is SqlTypeKind.DateTime => FromDateTime(date),
            decimal number => BigEndian((long)number, 8),
            double number => BigEndian(BitConverter.DoubleToInt64Bits(number), 8),
            _ => throw Conversion.NotAllowed(from, to),
        };
        if (to.Length <= 0)
            return bytes;
        // Numbers keep their last bytes, everything else the first ones.
        var isNumber = TypeRules.IsNumber(from.Kind);
        if (bytes.Length > to.Length)
            return isNumber ? bytes[^to.Length..] : bytes[..to.Length];
        if (to.Kind != SqlTypeKind.Binary || bytes.Length == to.Length)
            return bytes;
        var padded = new byte[to.Length];
        bytes.CopyTo(padded, isNumber ? to.Length - bytes.Length : 0);
        return padded;
    }

    internal static long ToInteger(byte[] bytes, SqlType to)
    {
        var size = to.Kind switch
        {
            SqlTypeKind.TinyInt => 1,
            SqlTypeKind.SmallInt => 2,
            SqlTypeKind.Int => 4,
            _ => 8,
        };
        var number = 0L;
        foreach (var part in bytes.Length > size ? bytes.AsSpan(bytes.Length - size) : bytes)
            number = (number << 8) | part;
        return size switch
        {
            4 when bytes.Length >= 4 => (int)number,
            2 when bytes.Length >= 2 => (short)number,
            _ => number,
        };
    }

    internal static string ToUnicode(byte[] bytes) => Encoding.Unicode.GetString(bytes, 0, bytes.Length & ~1);

    internal static string ToAnsi(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>A hexadecimal literal: 0x with any number of digits.</summary>
    internal static byte[] ParseLiteral(string literal)
    {
        var digits = literal[2..].Replace("\\\n", "", StringComparison.Ordinal);
        return System.Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits);
    }

    private static byte[] ParseHex(string hex, int style, SqlType from)
    {
        var digits = style == 1 && hex.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? hex[2..] : hex;
        if ((style == 1 && digits.Length == hex.Length) || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            throw MessageCatalog.Error(8114, TypeNames.Name(from), "varbinary");
        return System.Convert.FromHexString(digits);
    }

    private static byte[] BigEndian(long number, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes[(8 - size)..];
    }

    private static byte[] FromDateTime(DateTime date)
    {
        var days = (date.Date - DateConversion.Epoch).Days;
        var ticks = (int)Math.Round(date.TimeOfDay.TotalMilliseconds * 0.3);
        return [.. BigEndian(days, 4), .. BigEndian(ticks, 4)];
    }
}
