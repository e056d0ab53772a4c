using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Runbook.Failback.Foresight;

/// <summary>
/// The tables whose rows tell how much a database has taken in, by the names that Microsoft's documentation calls them by: a database is known by the
/// tables it has, not by its own name. Of a database that has none of them all tables are counted together.
/// </summary>
internal static class KeyTables
{
    private static readonly HashSet<string> Documented = new(StringComparer.OrdinalIgnoreCase)
    {
        // MessageBox
        "Spool",
        "TrackingData",
        // Tracking
        "dta_MessageInOutEvents",
        "dta_ServiceInstances",
        // Single sign-on
        "SSOX_ApplicationInfo",
        // Rule engine
        "re_ruleset",
        // Management
        "bts_application",
    };

    /// <summary>The key tables of a database, with the rows of its copy where those are known.</summary>
    /// <param name="tables">The rows of all tables of production's database.</param>
    /// <param name="copy">Those of the copy; null where it can't be read.</param>
    public static IReadOnlyList<OutlookTable> Choose(IReadOnlyDictionary<string, long> tables, IReadOnlyDictionary<string, long>? copy)
    {
        List<string> key = [.. tables.Keys.Where(IsKey).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)];
        return key.Count > 0
            ? [.. key.Select(name => new OutlookTable(name, tables[name], RowsOf(copy, name)))]
            : [new OutlookTable("all tables", tables.Values.Sum(), copy?.Values.Sum())];
    }

    private static long? RowsOf(IReadOnlyDictionary<string, long>? copy, string name) =>
        copy is null ? null
        : copy.TryGetValue(name, out var rows) ? rows
        : 0;

    // BAM has tables for each activity, named after it.
    private static bool IsKey(string name) =>
        Documented.Contains(name)
        || (
            name.StartsWith("bam_", StringComparison.OrdinalIgnoreCase)
            && new[] { "_Active", "_Completed", "_CompletedInstances" }.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        );
}
