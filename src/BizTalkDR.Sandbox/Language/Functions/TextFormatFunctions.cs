using System.Globalization;
using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>Functions that format values and tell what can be one: FORMAT, hexadecimal, ISNUMERIC.</summary>
internal static class TextFormatFunctions
{
    internal static IEnumerable<SystemFunction> All =>
        [
            new("FORMAT", 2, 3, _ => SqlType.NVarChar(4000), (_, values) => Format(values)),
            new(
                "fn_varbintohexstr",
                1,
                1,
                _ => SqlType.NVarChar(SqlType.Max),
                (_, values) => values.Bytes(0) is { } bytes ? Hex(bytes) : null
            ),
            new("fn_varbintohexsubstring", 4, 4, _ => SqlType.NVarChar(SqlType.Max), (_, values) => HexSubstring(values)),
            new("ISNUMERIC", 1, 1, _ => SqlType.Int, (_, values) => IsNumeric(values[0]) ? 1 : 0),
        ];

    private static string? Format(IReadOnlyList<object?> values)
    {
        if (values[0] is not IFormattable value || values.Text(1) is not { } format)
            return null;
        var culture = values.Text(2) is { } name ? CultureInfo.GetCultureInfo(name) : CultureInfo.GetCultureInfo("en-US");
        try
        {
            return value.ToString(format, culture);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>master.dbo.fn_varbintohexsubstring(set prefix?, bytes, from 1, count; 0 is all).</summary>
    private static string? HexSubstring(IReadOnlyList<object?> values)
    {
        if (
            values.Bytes(1) is not { } bytes
            || values.Int(2) is not { } start
            || values.Int(3) is not { } count
            || start < 1
            || start > bytes.Length
        )
            return values[1] is null ? null : "";
        var taken = count <= 0 ? bytes[(start - 1)..] : bytes[(start - 1)..Math.Min(bytes.Length, start - 1 + count)];
        return values.Int(0) == 1 ? Hex(taken) : Convert.ToHexStringLower(taken);
    }

    private static bool IsNumeric(object? value)
    {
        if (value is not string text)
            return value is not null && TypeRules.IsNumber(TypeRules.TypeOf(value).Kind);
        var trimmed = text.Trim().TrimStart('$', '€', '£');
        return trimmed is "+" or "-" or "." or ","
            || double.TryParse(trimmed, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
    }
}
