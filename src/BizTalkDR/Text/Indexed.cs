using System.Collections.ObjectModel;

namespace BizTalkDR.Text;

/// <summary>
/// Lists that others see are arrays: PowerShell can't index the lists that the compiler makes of collection expressions, which show their
/// indexer through interfaces only.
/// </summary>
internal static class Indexed
{
    /// <summary>The same elements as an array.</summary>
    public static T[] List<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];

    /// <summary>
    /// The same elements as a list that is no array: where elements have a property of the name of an array's own method (Address, Get, Set),
    /// PowerShell would find that instead of the elements' property.
    /// </summary>
    public static IReadOnlyList<T> Named<T>(IReadOnlyList<T> list) => list as ReadOnlyCollection<T> ?? new ReadOnlyCollection<T>([.. list]);
}
