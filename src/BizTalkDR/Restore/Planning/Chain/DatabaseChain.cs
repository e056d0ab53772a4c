using BizTalkDR.Backups;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// The backups of one database, and what leads to the mark in each of its logs: from which full backup, from which state. Judging a mark
/// takes a look-up; the way itself is written for the mark that is chosen only.
/// </summary>
internal sealed class DatabaseChain
{
    private readonly HistoryIndex index;
    private readonly DatabaseBackups backups;
    private readonly bool[] addsNothing;

    public DatabaseChain(HistoryIndex index, DatabaseKey database, DatabaseBackups backups)
    {
        this.index = index;
        Database = database;
        this.backups = backups;
        Graph = new LogGraph(index, backups);
        Bases = new BaseIndex(index, Graph, backups);
        addsNothing = FindRedundant();
    }

    public DatabaseKey Database { get; }

    /// <summary>Whether backups of the database are of this family, which all its copies share; null if no header was read.</summary>
    public bool? IsOfFamily(Guid family) => backups.IsOfFamily(family);

    /// <summary>A set holds backups of two databases whose names differ in case only.</summary>
    public bool IsAmbiguous => backups.IsAmbiguous;

    /// <summary>Whether the history holds no backup of it at all.</summary>
    public bool IsEmpty => backups.Logs.Count + backups.Data.Count + backups.Others.Count == 0;

    public LogGraph Graph { get; }

    public BaseIndex Bases { get; }

    /// <summary>Tells why nothing leads to a log.</summary>
    public ChainDiagnosis Diagnosis => field ??= new ChainDiagnosis(index, this);

    /// <summary>The log of the job in a set, or -1.</summary>
    public int LogOfSet(int set)
    {
        var log = Graph.FirstLogAfter(set) - 1;
        return log >= 0 && Graph[log].Entry.Set == set ? log : -1;
    }

    /// <summary>Whether the database had this name before it was renamed.</summary>
    public bool IsFormerName(string name) => backups.FormerNames.Contains(name);

    /// <summary>Whether the newest full backup before a set says that the database uses the simple recovery model.</summary>
    public bool IsSimpleBefore(int set)
    {
        var newest = backups.Data.All().LastOrDefault(entry => entry.Set < set && entry.File.Header?.RecoveryModel is not null);
        return string.Equals(newest.File?.Header?.RecoveryModel, "SIMPLE", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The full backup of a set; null if the set holds none.</summary>
    public BackupFile? FullOfSet(int set) => backups.Data.All().LastOrDefault(entry => entry.Set == set).File;

    /// <summary>Whether a log ends before the logs of earlier sets: it can't hold anything new.</summary>
    public bool AddsNothing(int log) => addsNothing[log];

    /// <summary>
    /// The log to restore for the mark in a log of the job: that log, or another one that holds the mark, if its file is bad or another tool has
    /// taken a log between the mark and the job's. -1 if there is none.
    /// </summary>
    public int HolderOf(int log)
    {
        var node = Graph[log];
        if (!index.IsUsableLogSet(node.Entry.Set))
            return -1;
        if (MarkLsn(log) is { } lsn)
            return Marks.HolderOf(log, lsn);
        if (node.Kind is LogNodeKind.ByLsn or LogNodeKind.BySet)
            return AddsNothing(log) ? EarlierThatHolds(log) : log;
        if (node.Kind == LogNodeKind.Empty)
            return Marks.OtherEndingAt(node);
        if (node.Entry.File.Unusable is null || node.Last <= node.First)
            return -1;
        for (var other = Graph.JobLogs; other < Graph.Count; other++)
        {
            if (Holds(Graph[other], node))
                return other;
        }
        return -1;
    }

    /// <summary>
    /// A log backup that holds a piece which is missing between two others, and can't be used: of another tool, on a device that keeps nothing, in a
    /// damaged file. Null if none is known.
    /// </summary>
    public BackupFile? LostBetween(decimal from, decimal to) =>
        backups.Others.Find(file =>
            file is { Type: BackupType.Log, Unusable: not null, Header: { FirstLSN: { } first, LastLSN: { } last } }
            && first < to
            && last > from
        );

    // A log that lies within one before it adds nothing; its mark lies in that one too.
    private int EarlierThatHolds(int log)
    {
        for (var earlier = log - 1; earlier >= 0; earlier--)
        {
            if (Holds(Graph[earlier], Graph[log]))
                return earlier;
        }
        return -1;
    }

    /// <summary>Where the mark lies to which a log of the job belongs; null if that is not known.</summary>
    public decimal? MarkLsn(int log) => index.MarkLsn(Graph[log].Entry.Set, Graph[log].Entry.File);

    /// <summary>Which logs hold the marks.</summary>
    public MarkHolders Marks => field ??= new MarkHolders(index, this);

    /// <summary>Whether a log holds all that another holds, on the same fork.</summary>
    public static bool Holds(LogNode log, LogNode other) =>
        log.Kind == LogNodeKind.ByLsn
        && log.LastFork == other.LastFork
        && log.Last >= other.Last
        && log.Start <= other.Start
        && (other.FirstFork == other.LastFork || (log.FirstFork == other.FirstFork && log.First <= other.First));

    /// <summary>How far states lead to the mark in a log.</summary>
    public RunLimit LimitOf(int log) => MarkLsn(log) is { } lsn ? new RunLimit(lsn, true, log) : Graph.LimitOf(log);

    /// <summary>Whether logs lead from a state to the mark in a log.</summary>
    /// <param name="state">The state.</param>
    /// <param name="log">The log of the job that holds the mark.</param>
    /// <param name="holder">The log that is restored for it.</param>
    public bool Leads(ChainState state, int log, int holder)
    {
        var limit = LimitOf(log);
        for (var run = Graph.RunOf(holder); run is not null; run = Graph.ParentOf(run))
        {
            if (run.Holds(state, limit))
                return true;
            limit = Graph.ParentLimit(run);
        }
        return false;
    }

    /// <summary>The newest full backup from which logs lead to the mark in a log, with the newest differential on it; null if there is none.</summary>
    public ChainBase? BaseFor(int log, int holder)
    {
        if (Graph.RunOf(holder) is not { } run)
            return null;
        return Bases.Newest(run, LimitOf(log), each => IsBeforeMark(each, log)) ?? Inherited(run);
    }

    private ChainBase? Inherited(LogRun run)
    {
        if (run.IsInheritedBaseKnown)
            return run.InheritedBase;
        run.IsInheritedBaseKnown = true;
        if (Graph.ParentOf(run) is { } parent)
            run.InheritedBase = Bases.Newest(parent, Graph.ParentLimit(run), _ => true) ?? Inherited(parent);
        return run.InheritedBase;
    }

    /// <summary>
    /// Whether a backup ended before the mark of a log inside of which it ended. The job takes one set after another, so an earlier set did;
    /// of other backups the times must tell.
    /// </summary>
    public bool IsBeforeMark(ChainBase candidate, int log)
    {
        var node = Graph[log];
        if (MarkLsn(log) is { } lsn && candidate.State.Lsn is { } end)
            return end <= lsn;
        if (node.Kind == LogNodeKind.BySet || candidate.State.Lsn <= node.First)
            return true;
        return IsBeforeMark(candidate.Differential ?? candidate.Full, node);
    }

    /// <summary>Whether a full or differential backup of this name that ended at this LSN ended after the mark of a log.</summary>
    public bool EndsAfterMark(string file, decimal lsn, int log)
    {
        foreach (var each in Bases.All)
        {
            var newest = each.Differential ?? each.Full;
            if (each.State.Lsn == lsn && newest.IsNamed(file))
                return !(MarkLsn(log) is { } mark ? lsn <= mark : IsBeforeMark(newest, Graph[log]));
        }
        return false;
    }

    private bool IsBeforeMark(ChainEntry newest, LogNode node)
    {
        if (newest.Set >= 0)
            return newest.Set < node.Entry.Set;
        // Headers tell whole seconds.
        return MarkTime.Local(index.Sets[node.Entry.Set]) is { } mark && newest.File.Header?.BackupFinishDate < mark.AddSeconds(-1);
    }

    private bool[] FindRedundant()
    {
        var redundant = new bool[Graph.JobLogs];
        var reached = new Dictionary<int, decimal>();
        for (var log = 0; log < redundant.Length; log++)
        {
            var node = Graph[log];
            redundant[log] = node.Kind == LogNodeKind.Empty;
            if (node.Kind != LogNodeKind.ByLsn)
                continue;
            redundant[log] = reached.TryGetValue(node.LastFork, out var last) && node.Last <= last;
            if (!redundant[log])
                reached[node.LastFork] = node.Last;
        }
        return redundant;
    }
}
