using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>
/// Where in its chain a RESTORING database stands. The redo point decides where LSNs are known; else the file restored last, else what log
/// shipping noted.
/// </summary>
internal sealed class DatabaseResume
{
    private readonly HistoryIndex index;
    private readonly DatabaseChain chain;
    private readonly DatabasePosition position;
    private readonly ProblemWriter problems;
    private readonly PlanProblem? problem;

    // What can be restored on the full backup that was restored last.
    private readonly IReadOnlyList<ChainBase> differentials = [];

    public DatabaseResume(HistoryIndex index, DatabaseChain chain, DatabasePosition position, RestoreTarget target, ProblemWriter problems)
    {
        this.index = index;
        this.chain = chain;
        this.position = position;
        this.problems = problems;
        if (!position.CanContinue)
            return;
        if (IsOtherDatabase(target))
            problem = problems.OtherDatabase(position);
        else if (position.RedoStartLsn is { } redoPoint && HasLsns())
            State = new ChainState(redoPoint, chain.Graph.Fork(position.RedoStartFork), NextWithoutHeader());
        else
            (State, problem) = ByLastRestore();
        if (problem is null && position.LastRestore is { Type: BackupType.Full, FileName: { } full } last)
            differentials = [.. chain.Bases.All.Where(each => each.Differential is not null && IsRestored(each.Full, full, last))];
    }

    /// <summary>The state from which logs go on.</summary>
    public ChainState State { get; } = new(null, LogGraph.AnyFork, -1);

    /// <summary>Whether the database was recovered at the mark of a set: as the server and its data say.</summary>
    public bool IsRecoveredAt(int set) =>
        position is { State: DatabaseState.Online, LastRestore.StopAtMarkName: { } stop }
        && MayName(stop, set)
        && AtMark.Judge(position, position.MarkLog ?? Shown(), index.Identity(set)).IsAtMark;

    /// <summary>
    /// Whether it stands at the mark to which a log of the job belongs: its last restore stopped at that mark, in whatever log holds it. One that
    /// stopped inside its log has reached the mark; at the end of a log it has if the mark is the last record there, and not if the log holds no
    /// such mark (message 4329).
    /// </summary>
    public bool IsAt(int log)
    {
        if (
            problem is not null
            || position is not { CanContinue: true, RedoStartLsn: { } redoPoint, LastRestore: { Type: BackupType.Log } last }
        )
            return false;
        var set = chain.Graph[log].Entry.Set;
        var inLog = new MarkInLog { Database = position.Key, Lsn = chain.MarkLsn(log) };
        if (!AtMark.StopsAt(last, MarkIdentity.Named(index.Sets[set].MarkName!), inLog) || redoPoint > last.LastLsn)
            return false;
        if (inLog.Lsn is { } lsn)
            return last.FirstLsn <= lsn && lsn < redoPoint;
        if (redoPoint < last.LastLsn && !index.IsMarkNameRepeated(set))
            return true;
        return IsOf(last, log)
            && redoPoint <= (chain.Graph[log].Entry.LastLsn ?? last.LastLsn)
            && (redoPoint < last.LastLsn || !chain.Marks.MayBeInOther(log));
    }

    /// <summary>Whether its redo point is the end of a log.</summary>
    public bool IsAtEndOf(int log) => position.RedoStartLsn is { } redoPoint && redoPoint == chain.Graph[log].Entry.LastLsn;

    /// <summary>Whether it was stopped before the mark of a log.</summary>
    public bool IsJustBefore(int log) =>
        position.LastRestore is { StopBeforeMark: true, StopAtMarkName: { } mark } last
        && mark == index.Sets[chain.Graph[log].Entry.Set].MarkName
        && IsOf(last, log);

    /// <summary>Whether the logs lead from here to the mark in a log.</summary>
    public bool CanContinueTo(int log, int holder) =>
        problem is null
        && position.CanContinue
        && ((!IsInsideElsewhere(log) && chain.Leads(State, log, holder)) || DifferentialFor(log, holder) is not null);

    /// <summary>
    /// The newest differential that leads to the mark in a log, if the last restore was of its full backup; null if there is none.
    /// </summary>
    public ChainBase? DifferentialFor(int log, int holder)
    {
        ChainBase? newest = null;
        foreach (var each in differentials)
        {
            if (chain.Leads(each.State, log, holder) && chain.IsBeforeMark(each, log) && !(each.State.Lsn <= newest?.State.Lsn))
                newest = each;
        }
        return newest;
    }

    /// <summary>Why the mark in a log can't be reached from here.</summary>
    public PlanProblem WhyNot(int log, int holder, string mark)
    {
        if (problem is not null)
            return problem;
        if (HasPassed(log))
            return problems.Passed(position, mark);
        if (IsInsideElsewhere(log))
            return problems.StoppedElsewhere(position, mark);
        var diagnosis = chain.Diagnosis;
        var first = diagnosis.FirstOf(holder);
        var node = chain.Graph[first];
        if (State.Lsn is { } redoPoint && node.Kind == LogNodeKind.ByLsn)
        {
            if (IsOnOtherFork(log, holder))
                return problems.ForkOfPosition(position);
            if (redoPoint < node.First && diagnosis.WhyNotBefore(first) is { Kind: not PlanProblemKind.LogGap } broken)
                return problems.Broken(broken);
            return problems.GapAfterRedoPoint(position, node.Entry.File);
        }
        return diagnosis.WhyNotBefore(first) is { } missing ? problems.Broken(missing) : problems.PositionUnknown(position);
    }

    // Where only the mark to show is known, as in a plan that was kept.
    private MarkLogReading Shown() => new() { Present = position.LastMark is { } shown ? [shown] : [] };

    private bool IsRestored(ChainEntry full, string name, LastRestore last) =>
        full.IsNamed(name) && full.LastLsn is { } end && end == (last.LastLsn ?? end) && end == (position.RedoStartLsn ?? end);

    private bool HasPassed(int log)
    {
        var node = chain.Graph[log];
        if (State.Lsn is { } redoPoint && node.Kind != LogNodeKind.BySet)
            return (chain.MarkLsn(log) is { } lsn ? redoPoint > lsn : redoPoint >= node.Last)
                && (State.Fork == LogGraph.AnyFork || State.Fork == node.LastFork);
        return State.NextLog > log;
    }

    // On none of the forks that lead to the log, or on one of them beyond the point where the way to the log branches off.
    private bool IsOnOtherFork(int log, int holder)
    {
        if (State.Fork == LogGraph.AnyFork)
            return false;
        var limit = chain.LimitOf(log);
        for (var run = chain.Graph.RunOf(holder); run is not null; run = chain.Graph.ParentOf(run))
        {
            if (run.Fork == State.Fork)
                return State.Lsn > limit.Lsn;
            limit = chain.Graph.ParentLimit(run);
        }
        return true;
    }

    // Inside the log of the mark, but not by a restore that stopped there or before: whether the mark lies ahead can't be told.
    private bool IsInsideElsewhere(int log)
    {
        var node = chain.Graph[log];
        if (State.Lsn is not { } redoPoint || redoPoint <= node.First || redoPoint >= node.Last || position.LastRestore is not { } last)
            return false;
        if (chain.MarkLsn(log) is not null)
            return false;
        if (last.Type is BackupType.Full or BackupType.Differential)
            return last.FileName is { } file && chain.EndsAfterMark(file, redoPoint, log);
        if (last.Type != BackupType.Log || last.LastLsn is not { } end || redoPoint >= end)
            return false;
        var mark = index.Sets[node.Entry.Set].MarkName;
        return !(last.StopAtMarkName == mark && last.StopBeforeMark) && !IsEarlierMark(last.StopAtMarkName, log);
    }

    private bool IsEarlierMark(string? mark, int log)
    {
        if (mark is null)
            return false;
        var set = chain.Graph[log].Entry.Set;
        for (var other = index.Sets.Count - 1; other >= 0; other--)
        {
            if (index.Sets[other].MarkName == mark)
                return other < set;
        }
        // A run that failed before its first backup set its mark, but left no set. The job takes the logs right after it has set their mark, so that
        // of its marks in a log this is the last, whatever the names say of the time.
        return MarkName.Time(mark) is not null && !chain.Marks.MayBeInOther(log);
    }

    // A stop may name the mark, or its LSN.
    private bool MayName(string stop, int set) =>
        stop == index.Sets[set].MarkName || stop.StartsWith("lsn:", StringComparison.OrdinalIgnoreCase);

    // The log itself, under whatever path it was restored from, or another that holds all of it.
    private bool IsOf(LastRestore last, int log)
    {
        var entry = chain.Graph[log].Entry;
        if (last.FileName is { } file && entry.IsNamed(file))
            return true;
        return last.FirstLsn <= entry.FirstLsn && last.LastLsn >= entry.LastLsn && position.RedoStartLsn > entry.FirstLsn;
    }

    private bool HasLsns()
    {
        for (var log = 0; log < chain.Graph.Count; log++)
        {
            if (chain.Graph[log].Kind == LogNodeKind.ByLsn)
                return true;
        }
        return false;
    }

    // By family where both are known, whatever they are called.
    private bool IsOtherDatabase(RestoreTarget target) =>
        position.LastRestore?.FamilyGuid is { } restored && chain.IsOfFamily(restored) is { } isSame
            ? !isSame
            : position.SourceDatabase is { } source && IsCalledOtherwise(source, target);

    private bool IsCalledOtherwise(DatabaseKey source, RestoreTarget target) =>
        !string.Equals(source.Name, target.Source.Name, StringComparison.OrdinalIgnoreCase) && !chain.IsFormerName(source.Name);

    // Headers are read of the newer logs only: where the next log is an older one, the file restored last tells which it is.
    private int NextWithoutHeader()
    {
        var (state, unknown) = ByLastRestore();
        var isOld = unknown is null && state.NextLog >= 0 && state.NextLog < chain.Graph.JobLogs;
        return isOld && chain.Graph[state.NextLog].Kind == LogNodeKind.BySet ? state.NextLog : -1;
    }

    private (ChainState, PlanProblem?) ByLastRestore()
    {
        if (position.LastRestore?.FileName is { } file)
        {
            var restored = FindLog(file);
            if (restored >= 0)
                return After(restored);
            foreach (var each in chain.Bases.All)
            {
                if ((each.Differential ?? each.Full).IsNamed(file))
                    return (each.State, null);
            }
        }
        for (var log = chain.Graph.JobLogs - 1; log >= 0; log--)
        {
            if (chain.Graph[log].Entry.File.IsRestored == true)
                return After(log);
        }
        return (new ChainState(null, LogGraph.AnyFork, -1), problems.PositionUnknown(position));
    }

    private (ChainState, PlanProblem?) After(int restored)
    {
        var isInside = position is { RedoStartLsn: { } redoPoint, LastRestore.LastLsn: { } end } && redoPoint < end;
        var next = isInside ? restored : restored + 1;
        if (next == restored + 1 && next < chain.Graph.JobLogs)
        {
            var (before, after) = (chain.Graph[restored].Entry, chain.Graph[next].Entry);
            if (chain.Graph.SetsBetween(before.Set, after) is { } broken)
                return (new ChainState(null, LogGraph.AnyFork, next), problems.Broken(broken with { Before = before.File }));
        }
        return (chain.Graph.Before(next), null);
    }

    private int FindLog(string file)
    {
        for (var log = chain.Graph.JobLogs - 1; log >= 0; log--)
        {
            if (chain.Graph[log].Entry.IsNamed(file))
                return log;
        }
        return -1;
    }
}
