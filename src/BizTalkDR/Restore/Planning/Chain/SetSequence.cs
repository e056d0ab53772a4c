using BizTalkDR.Backups;
using BizTalkDR.Backups.Merging;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// Puts sets in the order in which they were taken, each once. That is the order of their ids, unless an id occurs twice with different
/// backups: a management database that was restored hands out again the ids that were lost. Then LSNs and recovery forks tell, where headers are known,
/// else the dates.
/// </summary>
internal static class SetSequence
{
    public static IReadOnlyList<BackupSet> Of(IReadOnlyList<BackupSet> sets)
    {
        if (IsAscending(sets))
            return sets;
        var sorted = sets.ToList();
        sorted.Sort(ById);
        var merged = Merge(sorted);
        return IsAscending(merged)
            ? merged
            :
            [
                .. SetOrder
                    .Sort([.. merged.Select(set => new SetOrder.Entry(set, set.MarkName ?? "", IsOfTable: false))])
                    .Select(entry => entry.Set),
            ];
    }

    private static bool IsAscending(IReadOnlyList<BackupSet> sets)
    {
        for (var index = 1; index < sets.Count; index++)
        {
            if (sets[index - 1].SetId >= sets[index].SetId)
                return false;
        }
        return true;
    }

    // Several sources may tell of one set: it is complete if any of them saw it complete.
    private static List<BackupSet> Merge(List<BackupSet> sorted)
    {
        var merged = new List<BackupSet>(sorted.Count);
        foreach (var set in sorted)
        {
            var last = merged.Count - 1;
            if (last < 0 || !IsSame(merged[last], set))
                merged.Add(set);
            else
                merged[last] = merged[last] with
                {
                    IsComplete = merged[last].IsComplete || set.IsComplete,
                    IsBeingWritten = merged[last].IsBeingWritten || set.IsBeingWritten,
                    Files = [.. merged[last].Files, .. set.Files],
                };
        }
        return merged;
    }

    private static bool IsSame(BackupSet left, BackupSet right) =>
        left.SetId == right.SetId && left.Type == right.Type && (left.MarkName ?? "") == (right.MarkName ?? "");

    private static int ById(BackupSet left, BackupSet right)
    {
        var byId = left.SetId.CompareTo(right.SetId);
        if (byId != 0)
            return byId;
        var byType = left.Type.CompareTo(right.Type);
        return byType != 0 ? byType : string.CompareOrdinal(left.MarkName, right.MarkName);
    }
}
