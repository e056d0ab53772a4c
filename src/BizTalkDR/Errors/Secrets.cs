using System.Text.RegularExpressions;

namespace BizTalkDR.Errors;

/// <summary>Keeps secrets out of what is written down: texts of errors may carry a statement or a connection string with one.</summary>
public static class Secrets
{
    private static readonly Regex Pattern = new(
        @"(?<key>\b(password|pwd|secret|access[ _]?token|sas[ _]?token|sig)\b\s*=\s*)(?<value>'(?:[^']|'')*'|""[^""]*""|[^;\s,]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    /// <summary>The text with the values of passwords, tokens and the like replaced by ***.</summary>
    public static string Scrub(string text) => text is null ? "" : Pattern.Replace(text, "${key}***");
}
