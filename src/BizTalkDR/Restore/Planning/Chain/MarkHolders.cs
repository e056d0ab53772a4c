namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// Which log backup of a database holds the mark of a set. Usually the job's own: it sets the mark and then takes the log. But another tool may have
/// taken the log in between.
/// </summary>
internal sealed class MarkHolders(HistoryIndex index, DatabaseChain chain)
{
    private readonly LogGraph graph = chain.Graph;

    /// <summary>The log that holds an LSN, the job's own if it does; -1 if none does.</summary>
    /// <param name="log">The log of the job that belongs to the mark.</param>
    /// <param name="lsn">Where the mark lies.</param>
    public int HolderOf(int log, decimal lsn)
    {
        if (!chain.AddsNothing(log) && Holds(log, lsn, graph[log]))
            return log;
        var best = -1;
        for (var each = 0; each < graph.Count; each++)
        {
            // The one that ends first leads no further than needed.
            if (Holds(each, lsn, graph[log]) && (best < 0 || graph[each].Last < graph[best].Last))
                best = each;
        }
        return best;
    }

    /// <summary>The other tool's log that ends where a log of the job begins, which holds nothing itself; -1 if none does.</summary>
    public int OtherEndingAt(LogNode node)
    {
        for (var other = graph.JobLogs; other < graph.Count; other++)
        {
            if (graph[other].Kind == LogNodeKind.ByLsn && graph[other].Last == node.First && graph[other].LastFork == node.FirstFork)
                return other;
        }
        return -1;
    }

    /// <summary>
    /// Whether the mark of a job's log may lie in another tool's log instead, which ends where the job's begins. Known LSNs decide; else times do,
    /// where they can.
    /// </summary>
    public bool MayBeInOther(int log)
    {
        var node = graph[log];
        if (node.Kind is not (LogNodeKind.ByLsn or LogNodeKind.Empty) || chain.MarkLsn(log) is not null)
            return false;
        for (var other = graph.JobLogs; other < graph.Count; other++)
        {
            if (MayHold(other, log))
                return true;
        }
        return false;
    }

    /// <summary>Whether another tool's log may hold the mark of a log of the job instead of that.</summary>
    public bool MayHold(int other, int log)
    {
        var (candidate, node) = (graph[other], graph[log]);
        return other >= graph.JobLogs
            && candidate.Kind == LogNodeKind.ByLsn
            && candidate.LastFork == node.FirstFork
            && candidate.Start < node.First
            && candidate.Last > EndOfJobLogBefore(log)
            && !EndedBeforeMark(candidate, node);
    }

    // The job sets a mark when the logs of its set before are taken.
    private decimal EndOfJobLogBefore(int log)
    {
        for (var before = log - 1; before >= 0; before--)
        {
            if (graph[before].Kind is LogNodeKind.ByLsn or LogNodeKind.Empty && graph[before].LastFork == graph[log].FirstFork)
                return graph[before].Last;
        }
        return 0;
    }

    // Headers tell whole seconds.
    private bool EndedBeforeMark(LogNode candidate, LogNode node) =>
        MarkTime.Local(index.Sets[node.Entry.Set]) is { } mark && candidate.Entry.File.Header?.BackupFinishDate < mark.AddSeconds(-1);

    // The same LSNs occur on every fork: the mark lies on the one that the job's own log is on there.
    private bool Holds(int each, decimal lsn, LogNode node) =>
        graph[each] is { Kind: LogNodeKind.ByLsn } candidate
        && candidate.LastFork == (lsn < node.Start ? node.FirstFork : node.LastFork)
        && candidate.Start <= lsn
        && lsn < candidate.Last;
}
