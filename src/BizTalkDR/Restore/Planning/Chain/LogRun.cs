namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// Logs that lead from one to the next without a gap: on one fork by their LSNs, or, where headers were not read, in the order of their sets.
/// From every state in a run each later log of it can be reached. What came before the run, on the fork it branched off from or where headers
/// were not read, is its parent.
/// </summary>
internal sealed class LogRun
{
    /// <summary>The logs by their last LSN; empty if the run is one of sets.</summary>
    public required LogOrder ByLast { get; init; }

    /// <summary>The fork, or -1 if the run is one of sets.</summary>
    public int Fork { get; init; } = -1;

    /// <summary>The lowest LSN from which the run can be entered.</summary>
    public decimal Low { get; init; }

    /// <summary>The log with the lowest LSN; for a run of sets, the first.</summary>
    public int First { get; init; }

    /// <summary>The run that leads to this one, if one does.</summary>
    public LogRun? Parent { get; set; }

    /// <summary>The log of this run through which the parent leads to it.</summary>
    public int Entry { get; set; } = -1;

    /// <summary>For a parent on another fork: the LSN at which the forks part; its logs must not go beyond it.</summary>
    public decimal ParentLimit { get; init; }

    /// <summary>For a parent to which the sets lead: its log before <see cref="Entry"/>; -1 for a parent on another fork.</summary>
    public int ParentLog { get; set; } = -1;

    /// <summary>Whether a parent to which the sets lead was looked for.</summary>
    public bool IsParentKnown { get; set; }

    /// <summary>The newest full backup that leads here through the parent; found when it is first asked for.</summary>
    public ChainBase? InheritedBase { get; set; }

    /// <summary>Whether <see cref="InheritedBase"/> was looked for.</summary>
    public bool IsInheritedBaseKnown { get; set; }

    public bool IsOfSets => Fork < 0;

    /// <summary>Whether a state lies in the part of the run below a limit.</summary>
    /// <param name="state">The state.</param>
    /// <param name="limit">How far.</param>
    public bool Holds(ChainState state, RunLimit limit) =>
        IsOfSets
            ? state.NextLog >= First && state.NextLog <= limit.Log
            : state.Lsn is { } lsn
                && (state.Fork == Fork || state.Fork == LogGraph.AnyFork)
                && lsn >= Low
                && (lsn < limit.Lsn || (limit.IsInclusive && lsn == limit.Lsn));
}

/// <summary>How far a run is used: to before the end of a log, or up to a fork point.</summary>
internal readonly record struct RunLimit(decimal Lsn, bool IsInclusive, int Log);

/// <summary>A piece of an array of logs.</summary>
internal readonly struct LogOrder(int[] logs, int from, int to)
{
    public static LogOrder None { get; } = new([], 0, 0);

    public int Count => to - from;

    public int this[int index] => logs[from + index];
}
