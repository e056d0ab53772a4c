using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>printf-like messages: RAISERROR and FORMATMESSAGE.</summary>
internal static partial class MessageFormatter
{
    private const int LongestMessage = 2047;

    internal static string Format(string format, IReadOnlyList<object?> values)
    {
        var next = 0;
        var text = Placeholder().Replace(format, match => Replace(match, values, ref next));
        return text.Length > LongestMessage ? text[..(LongestMessage - 3)] + "..." : text;
    }

    /// <summary>A message of the catalog, whose places are {0}, {1} ...</summary>
    internal static string FillIn(string format, object?[] values)
    {
        var padded = values.Select(value => value ?? "(null)").Concat(Enumerable.Repeat<object>("(null)", 20)).ToArray();
        return string.Format(CultureInfo.InvariantCulture, format, padded);
    }

    private static string Replace(Match match, IReadOnlyList<object?> values, ref int next)
    {
        if (match.Value == "%%")
            return "%";
        var flags = match.Groups["flags"].Value;
        var width = Number(match.Groups["width"].Value, values, ref next);
        var precision = match.Groups["precision"].Success ? Number(match.Groups["precision"].Value, values, ref next) : null;
        var value = next < values.Count ? values[next] : null;
        var position = ++next;
        var text = Show(match.Groups["type"].Value[0], value, precision, position, flags);
        if (width is not { } wide)
            return text;
        return flags.Contains('-', StringComparison.Ordinal) ? text.PadRight(wide)
            : flags.Contains('0', StringComparison.Ordinal) ? text.PadLeft(wide, '0')
            : text.PadLeft(wide);
    }

    private static int? Number(string written, IReadOnlyList<object?> values, ref int next) =>
        written == "*" ? (next < values.Count ? values[next++] as int? : null)
        : written.Length == 0 ? null
        : int.Parse(written, CultureInfo.InvariantCulture);

    private static string Show(char type, object? value, int? precision, int position, string flags)
    {
        if (value is null)
            return "(null)";
        if (type is 's')
        {
            var text = value as string ?? BizTalkDR.Sandbox.Types.Conversion.ToText(value, BizTalkDR.Sandbox.Types.TypeRules.TypeOf(value));
            return precision is { } limit && text.Length > limit ? text[..limit] : text;
        }
        if (value is not (int or long or short or byte))
            throw MessageCatalog.Error(2786, position);
        var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return type switch
        {
            'x' => unchecked((uint)number).ToString("x", CultureInfo.InvariantCulture),
            'X' => unchecked((uint)number).ToString("X", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(number, 8),
            'u' => unchecked((uint)number).ToString(CultureInfo.InvariantCulture),
            _ => (flags.Contains('+', StringComparison.Ordinal) && number >= 0 ? "+" : "") + number.ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(
        @"%%|%(?<flags>[-+0# ]*)(?<width>\*|\d*)(?:\.(?<precision>\*|\d+))?(?:h|l|ll|I64)?(?<type>[dixXouspS])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Placeholder();
}
