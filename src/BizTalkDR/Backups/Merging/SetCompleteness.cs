using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Tells which sets are partial, where no table says it: a set that lacks a database which the sets around it have. A database that is
/// missing for long, through two full sets with logs behind them, is taken to have left the group; a failing job gets to no log set.
/// </summary>
internal static class SetCompleteness
{
    private const int FullSetsOfAnAbsence = 2;

    /// <summary>The entries with what could be told; sets of the tables stay as they are.</summary>
    public static List<SetOrder.Entry> Judge(IReadOnlyList<SetOrder.Entry> ordered, List<string> warnings)
    {
        var partial = new bool[ordered.Count];
        var places = new Dictionary<DatabaseKey, List<int>>();
        for (var at = 0; at < ordered.Count; at++)
        {
            foreach (var database in ordered[at].Set.Databases.Distinct())
            {
                if (!places.TryGetValue(database, out var seen))
                    places.Add(database, seen = []);
                seen.Add(at);
            }
        }
        foreach (var pair in places.OrderBy(pair => pair.Key))
        {
            for (var each = 0; each < pair.Value.Count; each++)
            {
                var from = pair.Value[each] + 1;
                var to = each + 1 < pair.Value.Count ? pair.Value[each + 1] : ordered.Count;
                Absence(pair.Key, ordered, from, to, partial, warnings);
            }
        }
        return
        [
            .. ordered.Select((entry, at) => entry.IsOfTable ? entry : entry with { Set = entry.Set with { IsComplete = !partial[at] } }),
        ];
    }

    private static void Absence(
        DatabaseKey database,
        IReadOnlyList<SetOrder.Entry> ordered,
        int from,
        int to,
        bool[] partial,
        List<string> warnings
    )
    {
        if (from >= to || Enumerable.Range(from, to - from).All(at => ordered[at].IsOfTable))
            return;
        if (FullSetsWithLogs(ordered, from, to) < FullSetsOfAnAbsence)
        {
            for (var at = from; at < to; at++)
                partial[at] = true;
            return;
        }
        warnings.Add(
            $"{database} has no backup in the {to - from} sets from {ordered[from].Stamp} on"
                + (to < ordered.Count ? $" until {ordered[to].Stamp}" : "")
                + ": it is taken to have left the group. If it did not, these sets lack it."
        );
    }

    private static int FullSetsWithLogs(IReadOnlyList<SetOrder.Entry> ordered, int from, int to)
    {
        var count = 0;
        for (var at = from; at + 1 < to; at++)
        {
            if (ordered[at].Set.Type == BackupType.Full && ordered[at + 1].Set.Type == BackupType.Log)
                count++;
        }
        return count;
    }
}
