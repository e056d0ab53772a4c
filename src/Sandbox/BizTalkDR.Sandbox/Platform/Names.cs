namespace BizTalkDR.Sandbox.Platform;

/// <summary>Names as SQL Server and Windows compare them.</summary>
internal static class Names
{
    /// <summary>Whether two names are the same, in whatever case.</summary>
    internal static bool SameAs(this string? name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
