using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>
/// The backups of one database in order, and where the chain of its logs breaks. For every log it is known how far back the unbroken run
/// reaches that ends with it, so that a wished mark is judged without walking the chain again.
/// </summary>
internal sealed class DatabaseChain
{
    private readonly HistoryIndex index;
    private readonly LogBridge bridge;
    private readonly int[] runStart;
    private readonly ChainBreak?[] breaks;
    private readonly Dictionary<int, IReadOnlyList<BackupFile>> bridges = [];
    private readonly HashSet<int> redundant = [];
    private readonly Dictionary<int, int> logOfSet = [];
    private readonly List<ChainBreak> unusableFulls = [];

    private DatabaseChain(HistoryIndex index, DatabaseKey database, List<ChainEntry> fulls, List<ChainEntry> logs, List<BackupFile> others)
    {
        this.index = index;
        Database = database;
        bridge = new LogBridge(others);
        Logs = logs;
        runStart = new int[logs.Count];
        breaks = new ChainBreak?[logs.Count];
        LinkLogs();
        Bases = FindBases(fulls, others);
    }

    public DatabaseKey Database { get; }

    /// <summary>The logs of complete sets, in order.</summary>
    public IReadOnlyList<ChainEntry> Logs { get; }

    /// <summary>The usable full backups, ordered by the first log that follows, newest last.</summary>
    public IReadOnlyList<ChainBase> Bases { get; }

    /// <summary>Why full backups that exist can't be used.</summary>
    public IReadOnlyList<ChainBreak> UnusableFulls => unusableFulls;

    public static DatabaseChain Build(
        HistoryIndex index,
        DatabaseKey database,
        List<ChainEntry> fulls,
        List<ChainEntry> logs,
        List<BackupFile> others
    ) => new(index, database, fulls, logs, others);

    /// <summary>The log of a set, as an index into <see cref="Logs"/>, or -1.</summary>
    public int LogOfSet(int set) => logOfSet.TryGetValue(set, out var log) ? log : -1;

    /// <summary>Why the logs from <paramref name="first"/> to <paramref name="last"/> are no unbroken run; null if they are.</summary>
    public ChainBreak? BreakBetween(int first, int last) => runStart[last] <= first ? null : breaks[Math.Min(runStart[last], last)];

    /// <summary>Whether a log ends before the logs it follows: it can't hold anything new.</summary>
    public bool AddsNothing(int log) => redundant.Contains(log);

    /// <summary>Why a log does not follow the one before it, which has been restored already; null if it does.</summary>
    public ChainBreak? BreakAfterRestored(int log) => log + 1 < Logs.Count ? Link(log + 1, Logs[log].LastLsn) : null;

    /// <summary>The newest usable full backup that leads to a log, or null.</summary>
    public ChainBase? BaseFor(int log)
    {
        var (from, to) = (0, Bases.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Bases[middle].FirstLog <= log)
                from = middle + 1;
            else
                to = middle;
        }
        return from > 0 ? Bases[from - 1] : null;
    }

    /// <summary>The backups from one log to another, with those from outside the job between them, without those that add nothing.</summary>
    public IEnumerable<ChainEntry> Walk(int first, int last)
    {
        for (var log = first; log <= last; log++)
        {
            if (log > first && bridges.TryGetValue(log, out var between))
            {
                foreach (var file in between)
                    yield return new ChainEntry(-1, file);
            }
            if (log == first || !redundant.Contains(log))
                yield return Logs[log];
        }
    }

    /// <summary>Logs from outside the job that lead from a redo point to a log, or null if none do.</summary>
    public IReadOnlyList<BackupFile>? BridgeTo(decimal redoPoint, Guid? fork, int log) =>
        Logs[log].FirstLsn is { } target ? bridge.Find(redoPoint, fork, target) : null;

    private void LinkLogs()
    {
        decimal? redoPoint = null;
        for (var log = 0; log < Logs.Count; log++)
        {
            logOfSet[Logs[log].Set] = log;
            breaks[log] = Unusable(log);
            if (breaks[log] is not null)
            {
                runStart[log] = log + 1;
                redoPoint = null;
                continue;
            }
            var previousUsable = log > 0 && runStart[log - 1] < log;
            if (log > 0)
                breaks[log] = previousUsable ? Link(log, redoPoint) : breaks[log - 1];
            runStart[log] = previousUsable && breaks[log] is null ? runStart[log - 1] : log;
            if (breaks[log] is not null)
                redoPoint = null;
            redoPoint = Later(redoPoint, log);
        }
    }

    private decimal? Later(decimal? redoPoint, int log)
    {
        var last = Logs[log].LastLsn;
        if (redoPoint is { } reached && last <= reached)
        {
            redundant.Add(log);
            return redoPoint;
        }
        return last;
    }

    private ChainBreak? Unusable(int log)
    {
        var entry = Logs[log];
        if (!index.IsUsableLogSet(entry.Set))
            return new ChainBreak(PlanProblemKind.AfterPartialSet, index.LastPartialAt(entry.Set), null, entry.File);
        return entry.File.Defect is null ? null : new ChainBreak(PlanProblemKind.BackupDefect, entry.Set, null, entry.File);
    }

    private ChainBreak? Link(int log, decimal? redoPoint)
    {
        var previous = Logs[log - 1];
        var entry = Logs[log];
        if (previous.LastFork is { } fork && entry.FirstFork is { } own && fork != own)
            return new ChainBreak(PlanProblemKind.OtherFork, entry.Set, previous.File, entry.File);
        if (redoPoint is not { } reached || entry.FirstLsn is not { } first)
            return MissingSet(previous.Set, entry) is { } missing ? missing with { Before = previous.File } : null;
        if (first <= reached)
            return null;
        if (bridge.Find(reached, previous.LastFork, first) is not { } between)
            return new ChainBreak(PlanProblemKind.LogGap, entry.Set, previous.File, entry.File);
        bridges[log] = between;
        return null;
    }

    // Without LSNs a gap shows only where a complete set holds no log of this database; a partial set may have taken one.
    private ChainBreak? MissingSet(int from, ChainEntry entry)
    {
        if (index.HasPartialBetween(from, entry.Set))
            return new ChainBreak(PlanProblemKind.AfterPartialSet, index.LastPartialAt(entry.Set), null, entry.File);
        var set = index.LogSetBetween(from, entry.Set);
        return set < 0 ? null : new ChainBreak(PlanProblemKind.LogGap, set, null, entry.File);
    }

    private List<ChainBase> FindBases(List<ChainEntry> fulls, List<BackupFile> others)
    {
        var bases = new List<ChainBase>();
        var firstLog = 0;
        foreach (var full in fulls)
        {
            while (firstLog < Logs.Count && Logs[firstLog].Set < full.Set)
                firstLog++;
            Consider(full, firstLog, bases);
        }
        foreach (var other in others.Where(file => file.Type == BackupType.Full && file.Header?.LastLSN is not null))
            ConsiderOther(new ChainEntry(-1, other), bases);
        return
        [
            .. bases
                .OrderBy(each => each.FirstLog)
                .ThenBy(each => each.Full.Set)
                .ThenBy(each => each.Full.LastLsn)
                .ThenBy(each => each.Full.File.Path, StringComparer.Ordinal),
        ];
    }

    private void ConsiderOther(ChainEntry full, List<ChainBase> bases)
    {
        for (var log = 0; log < Logs.Count; log++)
        {
            if (Logs[log].FirstLsn <= full.LastLsn && full.LastLsn < Logs[log].LastLsn && !Differ(full.LastFork, Logs[log].FirstFork))
            {
                Consider(full, log, bases);
                return;
            }
        }
    }

    private void Consider(ChainEntry full, int nextLog, List<ChainBase> bases)
    {
        if (full.File.Defect is not null)
        {
            unusableFulls.Add(new ChainBreak(PlanProblemKind.BackupDefect, full.Set, null, full.File));
            return;
        }
        var log = SkipCovered(full, nextLog);
        if (log == Logs.Count)
        {
            bases.Add(new ChainBase(full, log, []));
            return;
        }
        var entry = Logs[log];
        if (LinkToBase(full, log) is { } broken)
        {
            if (
                broken.Kind == PlanProblemKind.LogGap
                && full.LastLsn is { } redoPoint
                && BridgeTo(redoPoint, full.LastFork, log) is { } between
            )
                bases.Add(new ChainBase(full, log, between));
            else
                unusableFulls.Add(broken with { Before = full.File, After = entry.File });
            return;
        }
        bases.Add(new ChainBase(full, log, []));
    }

    private int SkipCovered(ChainEntry full, int log)
    {
        while (log < Logs.Count && full.LastLsn is { } redoPoint && Logs[log].LastLsn <= redoPoint)
            log++;
        return log;
    }

    private ChainBreak? LinkToBase(ChainEntry full, int log)
    {
        var entry = Logs[log];
        if (Differ(full.LastFork, entry.FirstFork))
            return new ChainBreak(PlanProblemKind.OtherFork, entry.Set, null, null);
        if (full.LastLsn is { } redoPoint && entry.FirstLsn is { } first)
            return first <= redoPoint ? null : new ChainBreak(PlanProblemKind.LogGap, entry.Set, null, null);
        return full.Set < 0 ? null : MissingSet(full.Set, entry);
    }

    private static bool Differ(Guid? left, Guid? right) => left is not null && right is not null && left != right;
}
