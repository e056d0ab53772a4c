using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>Names what the tables say differently of the same backup.</summary>
internal static class TableSets
{
    /// <summary>The contradictions between tables, the first of which is believed.</summary>
    public static IEnumerable<BackupContradiction> Contradictions(IReadOnlyList<SourceHistory> tables)
    {
        if (tables.Count < 2)
            yield break;
        var known = new Dictionary<(long, DatabaseKey), (BackupSet Set, BackupFile File)>();
        foreach (var set in tables.SelectMany(table => table.Sets))
        {
            foreach (var file in set.Files)
            {
                var key = (set.SetId, file.Database);
                if (!known.TryGetValue(key, out var first))
                    known.Add(key, (set, file));
                else if (Difference(first.Set, first.File, set, file) is { } difference)
                    yield return BackupContradiction.Of(
                        BackupContradictionKind.RowsDiffer,
                        file.Database,
                        first.File.Path,
                        $"The tables differ on the backup of {file.Database} in set {set.SetId}: {difference}. {Table(first.Set.Source)} is believed.",
                        "Look whether the backup job's tables were set up anew; if so, set up log shipping again."
                    );
            }
        }
    }

    private static string? Difference(BackupSet set, BackupFile file, BackupSet otherSet, BackupFile other)
    {
        if (set.Type != otherSet.Type)
            return $"{Table(set.Source)} has it as {set.Type}, {Table(otherSet.Source)} as {otherSet.Type}";
        if (!string.Equals(set.MarkName, otherSet.MarkName, StringComparison.Ordinal))
            return $"its mark is {set.MarkName ?? "none"} in {Table(set.Source)}, {otherSet.MarkName ?? "none"} in {Table(otherSet.Source)}";
        return string.Equals(file.FileName, other.FileName, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"its file is {file.FileName} in {Table(set.Source)}, {other.FileName} in {Table(otherSet.Source)}";
    }

    private static string Table(HistorySource source) =>
        source == HistorySource.LogShipping ? "bts_LogShippingHistory" : "adm_BackupHistory";
}
