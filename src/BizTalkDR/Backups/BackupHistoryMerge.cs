using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>Merges what several tables say of the same sets.</summary>
internal static class BackupHistoryMerge
{
    /// <summary>The sets in the order of their ids, each once. The first table that knows a file decides where it lies.</summary>
    public static IReadOnlyList<BackupSet> Combine(IEnumerable<BackupSet> sets) =>
        [
            .. sets.GroupBy(set => (set.SetId, set.Type, Mark: set.MarkName ?? ""))
                .OrderBy(group => group.Key.SetId)
                .ThenBy(group => group.Key.Mark, StringComparer.Ordinal)
                .Select(Combine),
        ];

    private static BackupSet Combine(IGrouping<(long SetId, BackupType Type, string Mark), BackupSet> same)
    {
        var all = same.ToList();
        if (all.Count == 1)
            return all[0];
        var files = new Dictionary<DatabaseKey, BackupFile>();
        foreach (var file in all.SelectMany(set => set.Files))
        {
            // Several destinations copy the same history, but each restores its own databases only.
            if (!files.TryGetValue(file.Database, out var known))
                files.Add(file.Database, file);
            else if (file.IsRestored == true && known.IsRestored != true)
                files[file.Database] = file;
        }
        var isComplete = all.Any(set => set.IsComplete);
        return all[0] with
        {
            IsComplete = isComplete,
            IsBeingWritten = !isComplete && all.Any(set => set.IsBeingWritten),
            Files = [.. files.Values.OrderBy(file => file.Database)],
        };
    }
}
