namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>
/// Ids of things that the storage gives none (constraints, system views, partitions): computed from what names them, so that they stay
/// the same for as long as it does. They lie beyond those that <see cref="Storage.Database.NextObjectId"/> hands out.
/// </summary>
internal static class StableId
{
    private const int Mask = 0x3FFFFFFF;

    /// <summary>An object id of a constraint or the like.</summary>
    internal static int Object(params ReadOnlySpan<object> parts) => 0x40000000 | (int)(Hash(parts) & Mask);

    /// <summary>An object id of a system object: negative.</summary>
    internal static int System(string schema, string name) => -1 - (int)(Hash(schema, name) & Mask);

    /// <summary>A partition, hobt or allocation unit id.</summary>
    internal static long Storage(params ReadOnlySpan<object> parts) => 72057594000000000L + (long)(Hash(parts) & 0xFFFFFFFFFF);

    // FNV-1a over the lower-case text: names differ by case in no other way.
    private static ulong Hash(params ReadOnlySpan<object> parts)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in parts)
        {
            foreach (var character in Convert.ToString(part, global::System.Globalization.CultureInfo.InvariantCulture)!.ToLowerInvariant())
                hash = (hash ^ character) * 1099511628211UL;
            hash = (hash ^ '|') * 1099511628211UL;
        }
        return hash ^ (hash >> 32);
    }
}
