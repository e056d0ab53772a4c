using System.Text.RegularExpressions;

namespace BizTalkDR.Errors;

/// <summary>How far a secret goes, by how it is written.</summary>
internal static class SecretValue
{
    private static readonly Regex NextKeyword = new(@"\G\s*[\w][\w .\-]*=", RegexOptions.CultureInvariant);
    private static readonly Regex Plain = new(
        @"\G(?:true|false|null|none|yes|no)(?![^\s,;.)\]}'""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    private static readonly Regex EscapedQuotes = new(
        @"\G(?:\\+(?:[""']|u002[27])|&(?:quot|apos|\#34|\#39);)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    /// <summary>Where it ends: the place after its last character; its beginning when there is none.</summary>
    public static int End(string text, SecretName name)
    {
        var start = name.ValueStart;
        if (start >= text.Length || Plain.IsMatch(text, start) || IsHidden(text, start))
            return start;
        var quote = text[start] is 'N' or 'n' && start + 1 < text.Length && text[start + 1] == '\'' ? start + 1 : start;
        var end = text[quote] switch
        {
            '\'' or '"' => Quoted(text, quote),
            '\\' or '&' when EscapedQuote(text, quote) is { Length: > 0 } escaped => AfterEscaped(text, quote + escaped.Length, escaped),
            '‘' or '‚' => Closing(text, quote + 1, "’", "‘"),
            '“' or '„' or '”' => Closing(text, quote + 1, "”", "“"),
            '«' => Closing(text, quote + 1, "»"),
            '{' => Bracketed(text, quote, '}'),
            '[' => Bracketed(text, quote, ']'),
            '(' => EndOfLine(text, quote),
            _ => Unquoted(text, name),
        };
        // What is joined to a quoted part belongs to the secret too.
        return end < text.Length && end > start && !IsBoundary(text[end]) && !char.IsWhiteSpace(text[end - 1]) ? Word(text, end, ";") : end;
    }

    /// <summary>What stands for it: the double quotes of JSON stay.</summary>
    public static string Replacement(string text, int start, int end) =>
        text[start] == '"' && end - start > 1 && text[end - 1] == '"' ? $"\"{Secrets.Hidden}\"" : Secrets.Hidden;

    // A quote is doubled in T-SQL and escaped by a backslash elsewhere, where T-SQL would have ended. The longer reading, unless another secret begins in it.
    private static int Quoted(string text, int quote)
    {
        var end = Quoted(text, quote, hasEscapes: false);
        var longer = Quoted(text, quote, hasEscapes: true);
        return longer <= end || SecretName.Next(text, end) is { } other && other.Start < longer ? end : longer;
    }

    private static int Quoted(string text, int quote, bool hasEscapes)
    {
        for (var at = quote + 1; at < text.Length; at++)
        {
            if (hasEscapes && text[at] == '\\')
                at++;
            else if (text[at] == text[quote])
            {
                if (at + 1 >= text.Length || text[at + 1] != text[quote])
                    return at + 1;
                at++;
            }
        }
        return text.Length;
    }

    // JSON within JSON, \"password\":\"x\" or with \u0022, and what HTML makes of quotes.
    private static string EscapedQuote(string text, int at) => EscapedQuotes.Match(text, at).Value;

    private static int AfterEscaped(string text, int from, string quote)
    {
        var backslashes = quote.TakeWhile(character => character == '\\').Count();
        var mark = quote.Substring(backslashes);
        for (
            var at = text.IndexOf(mark, from, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(mark, at + 1, StringComparison.Ordinal)
        )
        {
            var run = 0;
            while (at - run > from && text[at - run - 1] == '\\')
                run++;
            // A quote within is escaped once more, and so is a backslash before the closing one.
            if (mark.Length > 1 ? run == backslashes : run >= backslashes && (run - backslashes) % (2 * (backslashes + 1)) == 0)
                return at + mark.Length;
        }
        return text.Length;
    }

    private static int Closing(string text, int from, params string[] closings)
    {
        var ends = closings
            .Select(closing => (At: text.IndexOf(closing, from, StringComparison.Ordinal), closing.Length))
            .Where(end => end.At >= 0)
            .ToList();
        return ends.Count == 0 ? text.Length : ends.Min(end => end.At + end.Length);
    }

    // ODBC's {a;b}: a brace within is doubled.
    private static int Bracketed(string text, int open, char close)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] != close)
                continue;
            if (at + 1 < text.Length && text[at + 1] == close)
                at++;
            else if (at + 1 >= text.Length || IsBoundary(text[at + 1]))
                return at + 1;
        }
        return text.Length;
    }

    private static int Unquoted(string text, SecretName name)
    {
        var start = name.ValueStart;
        if (name.Start > 0 && text[name.Start - 1] is '?' or '&')
            return Word(text, start, "&#\"'<>;");
        if (name.IsQuoted)
            return Word(text, start, ",}]");
        return name.IsEquation && IsConnectionString(text, name)
            ? Math.Min(EndOfLine(text, start), After(text, ';', start))
            : Word(text, start, ";");
    }

    // Its values may hold blanks: they end with a semicolon, or with the text.
    private static bool IsConnectionString(string text, SecretName name)
    {
        var semicolon = text.IndexOf(';', name.ValueStart);
        if (semicolon >= 0 && semicolon < EndOfLine(text, name.ValueStart) && NextKeyword.IsMatch(text, semicolon + 1))
            return true;
        var before = name.Start;
        while (before > 0 && (char.IsLetterOrDigit(text[before - 1]) || text[before - 1] is ' ' or '_'))
            before--;
        return before > 0 && text[before - 1] == ';' && text.LastIndexOf('=', before - 1, before - StartOfLine(text, before - 1)) >= 0;
    }

    private static int Word(string text, int from, string ends)
    {
        while (from < text.Length && !char.IsWhiteSpace(text[from]) && ends.IndexOf(text[from]) < 0)
            from++;
        return from;
    }

    private static bool IsHidden(string text, int start)
    {
        var end = start + Secrets.Hidden.Length;
        return string.CompareOrdinal(text, start, Secrets.Hidden, 0, Secrets.Hidden.Length) == 0
            && end < text.Length
            && ",)]}\"'\\".Contains(text[end]);
    }

    private static bool IsBoundary(char character) => char.IsWhiteSpace(character) || ",;.:)]}&|\"'\\<>".Contains(character);

    private static int After(string text, char character, int from) => text.IndexOf(character, from) is >= 0 and var at ? at : text.Length;

    private static int EndOfLine(string text, int from) => text.IndexOfAny(['\r', '\n'], from) is >= 0 and var at ? at : text.Length;

    private static int StartOfLine(string text, int from) => text.LastIndexOfAny(['\r', '\n'], from) + 1;
}
