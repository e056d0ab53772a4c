namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>Full backups sorted by where each leaves the database, so that the newest one in a run is found without looking at all.</summary>
internal sealed class BaseTable
{
    private readonly Dictionary<int, ChainBase[]> byLsn = [];
    private readonly ChainBase[] bySet;

    public BaseTable(LogGraph graph, IReadOnlyCollection<ChainBase> bases)
    {
        foreach (var fork in bases.Where(each => each.State.Lsn is not null).GroupBy(each => each.State.Fork))
        {
            byLsn[fork.Key] =
            [
                .. fork.OrderBy(each => each.State.Lsn)
                    .ThenBy(each => each.Full.LastLsn)
                    .ThenBy(each => each.Full.Set)
                    .ThenByDescending(each => each.Full.File.Path, StringComparer.Ordinal)
                    .ThenByDescending(each => each.Full.File.Position),
            ];
        }
        bySet =
        [
            .. bases.Where(each => graph.IsBeforeLogBySet(each.State)).OrderBy(each => each.State.NextLog).ThenBy(each => each.Full.Set),
        ];
    }

    /// <summary>
    /// The base in a run below a limit whose full backup is the newest, with the newest differential on it; null if there is none.
    /// </summary>
    public ChainBase? Newest(LogRun run, RunLimit limit, Func<ChainBase, bool> fits) =>
        run.IsOfSets ? NewestBySet(run, limit, fits) : NewestByLsn(run, limit, fits);

    private ChainBase? NewestBySet(LogRun run, RunLimit limit, Func<ChainBase, bool> fits)
    {
        for (var each = CountUpTo(bySet, candidate => candidate.State.NextLog <= limit.Log) - 1; each >= 0; each--)
        {
            if (bySet[each].State.NextLog < run.First)
                break;
            if (fits(bySet[each]))
                return bySet[each];
        }
        return null;
    }

    private ChainBase? NewestByLsn(LogRun run, RunLimit limit, Func<ChainBase, bool> fits)
    {
        ChainBase? best = null;
        if (!byLsn.TryGetValue(run.Fork, out var bases))
            return best;
        for (var each = CountUpTo(bases, candidate => candidate.State.Lsn <= limit.Lsn) - 1; each >= 0; each--)
        {
            var candidate = bases[each];
            if (candidate.State.Lsn < run.Low || candidate.State.Lsn < LsnOf(best))
                break;
            if (run.Holds(candidate.State, limit) && fits(candidate) && IsNewer(candidate, best))
                best = candidate;
        }
        return best;
    }

    // A differential is never older than its full backup: below the full backup of the best there is no newer one.
    private static decimal? LsnOf(ChainBase? best) => best is null ? null : best.Full.LastLsn ?? best.State.Lsn;

    private static bool IsNewer(ChainBase candidate, ChainBase? best) => best is null || LsnOf(candidate) > LsnOf(best);

    private static int CountUpTo(ChainBase[] bases, Func<ChainBase, bool> isBelow)
    {
        var (from, to) = (0, bases.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (isBelow(bases[middle]))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
