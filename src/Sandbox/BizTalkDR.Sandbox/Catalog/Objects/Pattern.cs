using System.Text;
using System.Text.RegularExpressions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>The search patterns of catalog procedures: %, _ and [...] as in LIKE; null matches all.</summary>
internal static class Pattern
{
    internal static bool IsMatch(string text, string? pattern)
    {
        if (pattern is null)
            return true;
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', i) : -1;
            if (close > i + 1)
            {
                regex.Append('[').Append(Regex.Escape(pattern[(i + 1)..close]).Replace("\\^", "^", StringComparison.Ordinal)).Append(']');
                i = close;
            }
            else
            {
                regex.Append(
                    pattern[i] switch
                    {
                        '%' => ".*",
                        '_' => ".",
                        var other => Regex.Escape(other.ToString()),
                    }
                );
            }
        }
        return Regex.IsMatch(text, regex.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.Singleline);
    }
}
