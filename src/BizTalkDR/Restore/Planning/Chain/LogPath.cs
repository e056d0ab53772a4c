namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// Writes down the logs that lead from a state to a mark: those of the job where they do, others where they are needed, and none that adds
/// nothing.
/// </summary>
internal sealed class LogPath(LogGraph graph)
{
    /// <summary>The logs from a state to the mark, in order; null if they don't lead there.</summary>
    /// <param name="from">The state.</param>
    /// <param name="log">The log of the job that holds the mark.</param>
    /// <param name="holder">The log to restore for it.</param>
    public List<ChainEntry>? Find(ChainState from, int log, int holder) =>
        Backwards(from, holder, preferJob: true) ?? Backwards(from, holder, preferJob: false) ?? ThroughOther(from, log);

    // A log that holds all that the mark's log holds and more may be the only one to lead on from where the others end.
    private List<ChainEntry>? ThroughOther(ChainState from, int log)
    {
        for (var other = 0; other < graph.Count; other++)
        {
            if (other != log && DatabaseChain.Holds(graph[other], graph[log]) && Backwards(from, other, preferJob: false) is { } path)
                return path;
        }
        return null;
    }

    private List<ChainEntry>? Backwards(ChainState from, int holder, bool preferJob)
    {
        var path = new List<ChainEntry>();
        var run = graph.RunOf(holder);
        var limit = graph.LimitOf(holder);
        var at = holder;
        while (run is not null)
        {
            var isHere = run.Holds(from, limit);
            if (run.IsOfSets)
            {
                var first = isHere ? from.NextLog : run.First;
                for (; at >= first; at--)
                    AddOfSet(path, at);
            }
            else if (!AddByLsn(path, run, isHere ? from.Lsn : null, limit, at, preferJob))
                return null;
            if (isHere)
            {
                path.Reverse();
                return path;
            }
            limit = graph.ParentLimit(run);
            at = run.ParentLog;
            run = graph.ParentOf(run);
        }
        return null;
    }

    private void AddOfSet(List<ChainEntry> path, int log)
    {
        if (graph[log].Kind == LogNodeKind.BySet)
            path.Add(graph[log].Entry);
    }

    // From the last log back to the one that holds the redo point, or to the one through which the run is entered. On a parent run there is
    // no last log yet: it is the one that ends where the branch begins.
    private bool AddByLsn(List<ChainEntry> path, LogRun run, decimal? redoPoint, RunLimit limit, int last, bool preferJob)
    {
        var at = last;
        if (at < 0)
        {
            var branch = path[path.Count - 1];
            if (redoPoint >= branch.FirstLsn)
                return true;
            at = Before(run, branch.FirstLsn!.Value, limit.Lsn, true, preferJob);
        }
        while (at >= 0)
        {
            var node = graph[at];
            path.Add(node.Entry);
            if (redoPoint is { } lsn ? lsn >= node.Start : IsEntry(run, at))
                return true;
            at = Before(run, node.Start, node.Last, false, preferJob);
        }
        return false;
    }

    private bool IsEntry(LogRun run, int log)
    {
        var node = graph[log];
        return graph.ParentOf(run) is not null
            && (run.ParentLog >= 0 ? node.Start == run.Low : node.FirstFork != run.Fork && node.FirstFork == graph[run.Entry].FirstFork);
    }

    /// <summary>The log of a run that ends at or after an LSN and before another, and begins the earliest; -1 if there is none.</summary>
    private int Before(LogRun run, decimal start, decimal end, bool isInclusive, bool preferJob)
    {
        var best = -1;
        for (var each = CountBelow(run, end, isInclusive) - 1; each >= 0; each--)
        {
            var log = run.ByLast[each];
            if (graph[log].Last < start)
                break;
            if (best < 0 || IsBetter(log, best, preferJob))
                best = log;
        }
        return best;
    }

    private bool IsBetter(int log, int than, bool preferJob)
    {
        var isOfJob = log < graph.JobLogs;
        if (preferJob && isOfJob != than < graph.JobLogs)
            return isOfJob;
        var byStart = graph[log].Start.CompareTo(graph[than].Start);
        return byStart != 0 ? byStart < 0 : log < than;
    }

    private int CountBelow(LogRun run, decimal end, bool isInclusive)
    {
        var (from, to) = (0, run.ByLast.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            var last = graph[run.ByLast[middle]].Last;
            if (last < end || (isInclusive && last == end))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
}
