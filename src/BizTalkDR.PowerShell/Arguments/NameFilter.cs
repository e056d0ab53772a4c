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

    private static bool IsMatch(string pattern, string name) =>
        string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase)
        || new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(name);
}
