using System.Text.RegularExpressions;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>Names with wildcards, as PowerShell's users write them: * and ?, without regard to case.</summary>
internal static class Filter
{
    /// <summary>Whether a name matches one of the patterns; no patterns match everything.</summary>
    public static bool Matches(string[]? patterns, string? name) =>
        patterns is not { Length: > 0 } || (name is not null && patterns.Any(pattern => IsMatch(pattern, name)));

    /// <summary>Whether a name stands for any number of names, none too.</summary>
    public static bool IsPattern(string name) => name.IndexOfAny(['*', '?']) >= 0;

    private static bool IsMatch(string pattern, string name) =>
        Regex.IsMatch(
            name,
            "^" + Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".") + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
        );
}
