using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>Tells why nothing leads to a log: the first thing that is missing, seen from the log backwards.</summary>
internal sealed class ChainDiagnosis(HistoryIndex index, DatabaseChain chain)
{
    private readonly LogGraph graph = chain.Graph;

    // A history may have thousands of marks behind one gap: what is missing before a run is looked for once.
    private readonly Dictionary<int, ChainBreak?> beforeRun = [];
    private readonly Dictionary<int, ChainBreak?> fullBeforeRun = [];

    /// <summary>Why a log of the job can't be used itself; null if it can.</summary>
    public ChainBreak? Unusable(int log)
    {
        var entry = graph[log].Entry;
        if (!index.IsUsableLogSet(entry.Set))
            return new ChainBreak(PlanProblemKind.AfterPartialSet, index.LastPartialAt(entry.Set), null, entry.File);
        return entry.File.Unusable is null ? null : new ChainBreak(PlanProblemKind.BackupDefect, entry.Set, null, entry.File);
    }

    /// <summary>Why no full backup leads to a log; null if the history holds none that could.</summary>
    public ChainBreak? WhyNoBase(int log, int holder)
    {
        var first = FirstOf(holder);
        return BadFull(log, holder) ?? WhyNotBefore(first) ?? Once(fullBeforeRun, first, FindWhyNoFullBefore);
    }

    /// <summary>The log at which the unbroken run begins that leads to a log.</summary>
    public int FirstOf(int holder)
    {
        var first = holder;
        for (var run = graph.RunOf(holder); run is not null; run = graph.ParentOf(run))
        {
            if (run.First >= 0)
                first = run.First;
        }
        return first;
    }

    /// <summary>Why nothing leads to the first log of a run from the logs before it; null if there are none.</summary>
    public ChainBreak? WhyNotBefore(int first) => Once(beforeRun, first, FindWhyNotBefore);

    private static ChainBreak? Once(Dictionary<int, ChainBreak?> known, int first, Func<int, ChainBreak?> find)
    {
        if (!known.TryGetValue(first, out var found))
            known.Add(first, found = find(first));
        return found;
    }

    private ChainBreak? FindWhyNotBefore(int first)
    {
        var node = graph[first];
        if (BadLogBefore(first) is { } bad)
            return bad;
        var previous = PreviousOf(first);
        if (previous < 0)
            return null;
        var before = graph[previous].Entry;
        if (graph[previous].Kind == LogNodeKind.Unusable && Unusable(previous) is { } unusable)
            return unusable;
        if (graph[previous].LastFork != node.FirstFork)
            return new ChainBreak(PlanProblemKind.OtherFork, node.Entry.Set, before.File, node.Entry.File);
        if (IsBehindForkPoint(graph[previous], node))
            return new ChainBreak(PlanProblemKind.OtherFork, node.Entry.Set, before.File, node.Entry.File);
        if (Lost(graph[previous], node) is { } lost)
            return new ChainBreak(PlanProblemKind.BackupDefect, node.Entry.Set, before.File, lost);
        if (node.Entry.Set < 0)
            return new ChainBreak(PlanProblemKind.LogGap, -1, before.File, node.Entry.File);
        return index.HasPartialBetween(before.Set, node.Entry.Set) || node.Kind == LogNodeKind.BySet
            ? graph.SetsBetween(before.Set, node.Entry) is { } bySets
                ? bySets with
                {
                    Before = before.File,
                }
                : null
            : new ChainBreak(PlanProblemKind.LogGap, node.Entry.Set, before.File, node.Entry.File);
    }

    // A branch is entered before its fork point: a log that goes on beyond it on the fork that was left leads past the branch (message 4330).
    private static bool IsBehindForkPoint(LogNode before, LogNode branch) =>
        branch.FirstFork != branch.LastFork
        && before.Kind == LogNodeKind.ByLsn
        && before.Last > branch.ForkPoint
        && before.First <= branch.ForkPoint;

    private BackupFile? Lost(LogNode before, LogNode node) =>
        before.Kind == LogNodeKind.ByLsn && node.Kind == LogNodeKind.ByLsn && before.Last < node.First
            ? chain.LostBetween(before.Last, node.First)
            : null;

    // A bad log whose header is known tells by its LSNs that it is the one that is missing.
    private ChainBreak? BadLogBefore(int first)
    {
        var node = graph[first];
        if (node.Kind != LogNodeKind.ByLsn)
            return null;
        for (var log = 0; log < graph.JobLogs; log++)
        {
            var bad = graph[log];
            var leadsHere = bad.Kind == LogNodeKind.Unusable && bad.LastFork == node.FirstFork && bad.First < node.First;
            if (leadsHere && bad.Last >= node.First)
                return Unusable(log);
        }
        return null;
    }

    private int PreviousOf(int first)
    {
        if (first < graph.JobLogs)
            return first - 1;
        var previous = -1;
        for (var log = 0; log < graph.JobLogs; log++)
        {
            if (graph[log].Kind == LogNodeKind.ByLsn && graph[log].Last <= graph[first].First)
                previous = log;
        }
        return previous;
    }

    // A full backup that would do but for its file: bringing that file back is all that is missing.
    private ChainBreak? BadFull(int log, int holder)
    {
        var limit = graph.LimitOf(log);
        for (var run = graph.RunOf(holder); run is not null; run = graph.ParentOf(run))
        {
            if (chain.Bases.NewestBad(run, limit) is { } bad)
                return new ChainBreak(PlanProblemKind.BackupDefect, bad.Set, null, bad.File);
            limit = graph.ParentLimit(run);
        }
        return null;
    }

    private ChainBreak? FindWhyNoFullBefore(int first)
    {
        var node = graph[first];
        ChainBreak? found = null;
        foreach (var each in chain.Bases.All)
        {
            var isBefore = each.Full.Set >= 0 ? each.Full.Set < node.Entry.Set || node.Entry.Set < 0 : each.State.Lsn <= node.First;
            if (!isBefore || each.Differential is not null)
                continue;
            if (each.State.Fork >= 0 && each.State.Fork != node.FirstFork)
                found = new ChainBreak(PlanProblemKind.OtherFork, node.Entry.Set, each.Full.File, node.Entry.File);
            else if (each.State.Lsn is null && node.Entry.Set >= 0)
                found = graph.SetsBetween(each.Full.Set, node.Entry) is { } bySets ? bySets with { Before = each.Full.File } : found;
            else if (each.State.Lsn < node.First)
                found = new ChainBreak(PlanProblemKind.LogGap, node.Entry.Set, each.Full.File, node.Entry.File);
        }
        if (found is not null || chain.Bases.Unusable.Count == 0)
            return found;
        var bad = chain.Bases.Unusable[chain.Bases.Unusable.Count - 1];
        return new ChainBreak(PlanProblemKind.BackupDefect, bad.Set, null, bad.File);
    }
}
