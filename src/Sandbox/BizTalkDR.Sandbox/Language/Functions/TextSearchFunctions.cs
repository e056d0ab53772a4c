using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using static BizTalkDR.Sandbox.Language.Functions.FunctionHelpers;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>String functions that search and compare.</summary>
internal static class TextSearchFunctions
{
    internal static IEnumerable<SystemFunction> All =>
        [
            new("CHARINDEX", 2, 3, types => Arguments.IsMax(types, 1) ? SqlType.BigInt : SqlType.Int, (_, values) => CharIndex(values)),
            new("PATINDEX", 2, 2, types => Arguments.IsMax(types, 1) ? SqlType.BigInt : SqlType.Int, (_, values) => PatternIndex(values)),
            new("SOUNDEX", 1, 1, _ => SqlType.VarChar(5), (_, values) => values.Text(0) is { } text ? Soundex(text) : null),
            new("DIFFERENCE", 2, 2, _ => SqlType.Int, (_, values) => Difference(values)),
        ];

    private static object? CharIndex(IReadOnlyList<object?> values)
    {
        if (values.Text(0) is not { } wanted || values.Text(1) is not { } text)
            return null;
        var start = Math.Max(0, (values.Int(2) ?? 1) - 1);
        if (wanted.Length == 0 || start >= text.Length)
            return 0;
        return text.IndexOf(wanted, start, StringComparison.OrdinalIgnoreCase) + 1;
    }

    /// <summary>Tries the pattern at each place: what stands before its leading % decides where it may begin.</summary>
    private static object? PatternIndex(IReadOnlyList<object?> values)
    {
        if (values.Text(0) is not { } pattern || values.Text(1) is not { } text)
            return null;
        if (!pattern.StartsWith('%'))
            return new LikePattern(pattern, null, Collation.IgnoreCase).IsMatch(text) ? 1 : 0;
        var rest = new LikePattern(pattern.TrimStart('%'), null, Collation.IgnoreCase);
        for (var start = 0; start <= text.Length; start++)
            if (rest.IsMatch(text[start..]))
                return Math.Min(start + 1, Math.Max(1, text.Length));
        return 0;
    }

    private static string Soundex(string text)
    {
        const string Codes = "01230120022455012623010202";
        var letters = text.TakeWhile(char.IsAsciiLetter).Select(char.ToUpperInvariant).ToArray();
        if (letters.Length == 0)
            return "0000";
        var code = letters[0].ToString();
        var last = Codes[letters[0] - 'A'];
        foreach (var letter in letters.Skip(1))
        {
            var digit = Codes[letter - 'A'];
            if (digit != '0' && digit != last)
                code += digit;
            if (letter is not ('H' or 'W'))
                last = digit;
        }
        return code.PadRight(4, '0')[..4];
    }

    private static object? Difference(IReadOnlyList<object?> values) =>
        values.Text(0) is { } left && values.Text(1) is { } right
            ? Soundex(left).Zip(Soundex(right)).Count(pair => pair.First == pair.Second)
            : null;
}
