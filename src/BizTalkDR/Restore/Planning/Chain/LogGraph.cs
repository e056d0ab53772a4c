using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// All log backups of a database, those of the job and others, and which of them lead to which. Where headers are known, LSNs and recovery
/// forks decide; where they are not, the order of the sets does. The logs of the job come first, in the order of their sets.
/// </summary>
internal sealed class LogGraph
{
    /// <summary>The fork of a state whose fork is not known.</summary>
    public const int AnyFork = -2;

    private readonly HistoryIndex index;
    private readonly Chunks<LogNode> nodes;
    private readonly int jobLogs;
    private readonly LogRun?[] runs;
    private readonly ForkNumbers forks;
    private readonly Dictionary<int, int[]> byFork = [];

    public LogGraph(HistoryIndex index, DatabaseBackups backups)
    {
        this.index = index;
        jobLogs = backups.Logs.Count;
        var reader = new LogNodeReader(index, backups);
        nodes = reader.Read();
        forks = reader.Forks;
        runs = new LogRun?[nodes.Count];
        BuildRunsByLsn();
        BuildRunsOfSets();
    }

    /// <summary>The number of logs of the job.</summary>
    public int JobLogs => jobLogs;

    public int Count => nodes.Count;

    public LogNode this[int log] => nodes[log];

    /// <summary>The run of a usable log; null if it can't be used or holds nothing.</summary>
    public LogRun? RunOf(int log) => runs[log];

    /// <summary>The number of a fork; <see cref="AnyFork"/> if it is not known.</summary>
    public int Fork(Guid? fork) => forks.Number(fork);

    /// <summary>Why a log of the job does not follow one of an earlier set, as far as sets tell; null if it does.</summary>
    public ChainBreak? SetsBetween(int set, ChainEntry entry)
    {
        if (index.HasPartialBetween(set, entry.Set))
            return new ChainBreak(PlanProblemKind.AfterPartialSet, index.LastPartialAt(entry.Set), null, entry.File);
        var missing = index.LogSetBetween(set, entry.Set);
        return missing < 0 ? null : new ChainBreak(PlanProblemKind.LogGap, missing, null, entry.File);
    }

    /// <summary>The state before a log of the job; at the end of the history if there is none.</summary>
    public ChainState Before(int log)
    {
        while (log < jobLogs && nodes[log].Kind == LogNodeKind.Empty)
            log++;
        return log < jobLogs && nodes[log].Kind == LogNodeKind.ByLsn
            ? new ChainState(nodes[log].First, nodes[log].FirstFork, log)
            : new ChainState(null, AnyFork, log);
    }

    /// <summary>The fork on which the database was when a log of the job began, or at the end of the newest.</summary>
    public int ForkNear(int log) =>
        jobLogs == 0 ? 0
        : log < jobLogs ? nodes[log].FirstFork
        : nodes[jobLogs - 1].LastFork;

    /// <summary>The first log of the job in a set after the given one; the number of logs if there is none.</summary>
    public int FirstLogAfter(int set)
    {
        var (from, to) = (0, jobLogs);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (nodes[middle].Entry.Set <= set)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    /// <summary>How far back the run of a log may be entered so that this log can still be restored.</summary>
    public RunLimit LimitOf(int log) => new(nodes[log].Last, false, log);

    /// <summary>Whether the next log from a state is one whose header was not read.</summary>
    public bool IsBeforeLogBySet(ChainState state) =>
        state.NextLog >= 0 && state.NextLog < jobLogs && nodes[state.NextLog].Kind == LogNodeKind.BySet;

    /// <summary>The run that leads to a run, or null.</summary>
    public LogRun? ParentOf(LogRun run)
    {
        if (run.Parent is not null || run.IsParentKnown)
            return run.Parent;
        run.IsParentKnown = true;
        // Headers are read of the newer sets only: before the first of them the sets tell what came before.
        var isOfJob = !run.IsOfSets && run.First >= 0 && run.First < jobLogs;
        if (isOfJob && Previous(run.First) is >= 0 and var previous && runs[previous] is { IsOfSets: true } before)
            (run.Parent, run.Entry, run.ParentLog) = (before, run.First, previous);
        return run.Parent;
    }

    /// <summary>How far back the parent of a run may be entered.</summary>
    public RunLimit ParentLimit(LogRun run) => run.ParentLog < 0 ? new RunLimit(run.ParentLimit, true, -1) : LimitOf(run.ParentLog);

    private void BuildRunsByLsn()
    {
        var counts = new int[forks.Count];
        for (var log = 0; log < nodes.Count; log++)
        {
            if (nodes[log].Kind == LogNodeKind.ByLsn)
                counts[nodes[log].LastFork]++;
        }
        for (var fork = 0; fork < counts.Length; fork++)
        {
            byFork[fork] = new int[counts[fork]];
            counts[fork] = 0;
        }
        for (var log = 0; log < nodes.Count; log++)
        {
            if (nodes[log].Kind == LogNodeKind.ByLsn)
                byFork[nodes[log].LastFork][counts[nodes[log].LastFork]++] = log;
        }
        foreach (var logs in byFork.Values)
            Sort(logs, ByStart);
        for (var fork = 0; fork < forks.Count; fork++)
        {
            foreach (var run in Runs(fork, byFork[fork], 0))
            {
                for (var each = 0; each < run.ByLast.Count; each++)
                    runs[run.ByLast[each]] = run;
            }
        }
    }

    // Sorted by start, the logs of one run touch one another.
    private List<LogRun> Runs(int fork, int[] byStart, int depth)
    {
        var found = new List<LogRun>();
        var byLast = byStart;
        if (!IsSorted(byStart, ByLast))
            Array.Sort(byLast = (int[])byStart.Clone(), ByLast);
        var from = 0;
        while (from < byStart.Length)
        {
            var to = from;
            var high = nodes[byStart[from]].Last;
            while (++to < byStart.Length && nodes[byStart[to]].Start <= high)
                high = Math.Max(high, nodes[byStart[to]].Last);
            found.Add(Run(fork, byStart, new LogOrder(byLast, from, to), from, depth));
            from = to;
        }
        return found;
    }

    private LogRun Run(int fork, int[] byStart, LogOrder byLast, int from, int depth)
    {
        var first = byStart[from];
        var low = nodes[first].Start;
        for (var each = from; each < from + byLast.Count; each++)
        {
            var log = byStart[each];
            if (nodes[log].FirstFork != fork && depth < forks.Count)
                return Branch(fork, low, first, byLast, log, depth);
        }
        return new LogRun
        {
            ByLast = byLast,
            Fork = fork,
            Low = low,
            First = first,
        };
    }

    // Entered through a log that begins on another fork: the parent is what leads to that log before the forks part.
    private LogRun Branch(int fork, decimal low, int first, LogOrder byLast, int entry, int depth)
    {
        var node = nodes[entry];
        return new LogRun
        {
            ByLast = byLast,
            Fork = fork,
            Low = low,
            First = first,
            Entry = entry,
            ParentLimit = node.ForkPoint,
            Parent = Below(node.FirstFork, node.First, node.ForkPoint, depth + 1),
        };
    }

    private LogRun Below(int fork, decimal first, decimal limit, int depth)
    {
        var logs = Array.FindAll(byFork[fork], log => nodes[log].Last <= limit);
        foreach (var run in Runs(fork, logs, depth))
        {
            var last = run.ByLast[run.ByLast.Count - 1];
            if (run.Low <= limit && nodes[last].Last >= first)
                return run;
        }
        return new LogRun
        {
            ByLast = LogOrder.None,
            Fork = fork,
            Low = first,
            First = -1,
        };
    }

    private void BuildRunsOfSets()
    {
        for (var log = 0; log < jobLogs; log++)
        {
            if (nodes[log].Kind != LogNodeKind.BySet)
                continue;
            var previous = Previous(log);
            var before = previous < 0 ? null : runs[previous];
            runs[log] = before is { IsOfSets: true }
                ? before
                : new LogRun
                {
                    ByLast = LogOrder.None,
                    First = log,
                    Entry = log,
                    Parent = before,
                    ParentLog = previous,
                };
        }
    }

    /// <summary>The usable log of the job to whose end the sets say that this one is joined; -1 if none is.</summary>
    private int Previous(int log)
    {
        var entry = nodes[log].Entry;
        for (var previous = log - 1; previous >= 0; previous--)
        {
            if (SetsBetween(nodes[previous].Entry.Set, entry) is not null)
                return -1;
            if (nodes[previous].Kind != LogNodeKind.Empty)
                return nodes[previous].Kind == LogNodeKind.Unusable ? -1 : previous;
            entry = nodes[previous].Entry;
        }
        return -1;
    }

    private void Sort(int[] logs, Comparison<int> order)
    {
        if (!IsSorted(logs, order))
            Array.Sort(logs, order);
    }

    private static bool IsSorted(int[] logs, Comparison<int> order)
    {
        for (var each = 1; each < logs.Length; each++)
        {
            if (order(logs[each - 1], logs[each]) > 0)
                return false;
        }
        return true;
    }

    private int ByStart(int left, int right)
    {
        var byStart = nodes[left].Start.CompareTo(nodes[right].Start);
        return byStart != 0 ? byStart : ByLast(left, right);
    }

    private int ByLast(int left, int right)
    {
        var byLast = nodes[left].Last.CompareTo(nodes[right].Last);
        return byLast != 0 ? byLast : left - right;
    }
}
