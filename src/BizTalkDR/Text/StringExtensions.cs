namespace BizTalkDR.Text;

/// <summary>How names are compared.</summary>
internal static class StringExtensions
{
    /// <summary>Whether two names of servers, databases, files or columns are one: without regard to case, whatever the culture.</summary>
    public static bool SameAs(this string? name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
