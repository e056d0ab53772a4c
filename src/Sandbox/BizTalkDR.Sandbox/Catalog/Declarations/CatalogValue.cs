using System.Globalization;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Declarations;

/// <summary>Brings what the catalog computes into the CLR type that a column's SQL type stands for.</summary>
internal static class CatalogValue
{
    internal static object? Convert(object? value, SqlType type) =>
        (value, type.Kind) switch
        {
            (null, _) => null,
            (Enum number, _) => Convert(System.Convert.ToInt32(number, CultureInfo.InvariantCulture), type),
            (string text, SqlTypeKind.Bit) => text is "1" or "true",
            (string text, SqlTypeKind.Binary or SqlTypeKind.VarBinary) => System.Convert.FromHexString(text.AsSpan(2)),
            (_, SqlTypeKind.Bit) => System.Convert.ToBoolean(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.TinyInt) => System.Convert.ToByte(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.SmallInt) => System.Convert.ToInt16(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.Int) => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.BigInt) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.Decimal or SqlTypeKind.Money or SqlTypeKind.SmallMoney) => System.Convert.ToDecimal(
                value,
                CultureInfo.InvariantCulture
            ),
            (_, SqlTypeKind.Real) => System.Convert.ToSingle(value, CultureInfo.InvariantCulture),
            (_, SqlTypeKind.Float) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => value,
        };
}
