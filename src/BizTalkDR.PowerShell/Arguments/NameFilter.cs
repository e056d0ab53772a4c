using System.Management.Automation;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>Names with PowerShell's wildcards (*, ?, [a-c]), without regard to case; a name always matches itself.</summary>
internal static class NameFilter
{
    /// <summary>Whether a name matches one of the patterns; no patterns match everything.</summary>
    public static bool Matches(string[]? patterns, string? name) =>
        patterns is not { Length: > 0 } || (name is not null && patterns.Any(pattern => IsMatch(pattern, name)));

    /// <summary>Whether a name stands for any number of names, none too.</summary>
    public static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>The exact names among the patterns that nothing bears; a pattern may match nothing.</summary>
    public static IReadOnlyList<string> Missing(string[]? patterns, IEnumerable<string?> names)
    {
        List<string?> known = [.. names];
        return [.. (patterns ?? []).Where(wanted => !IsPattern(wanted) && !known.Any(name => name is not null && IsMatch(wanted, name)))];
    }

    private static bool IsMatch(string pattern, string name) =>
        string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase)
        || new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(name);
}
