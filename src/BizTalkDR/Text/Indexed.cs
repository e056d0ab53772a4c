namespace BizTalkDR.Text;

/// <summary>
/// Lists that others see are arrays: PowerShell can't index the lists that the compiler makes of collection expressions, which show their
/// indexer through interfaces only.
/// </summary>
internal static class Indexed
{
    /// <summary>The same elements as an array.</summary>
    public static T[] List<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];
}
