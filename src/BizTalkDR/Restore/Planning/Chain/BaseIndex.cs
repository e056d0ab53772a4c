using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// The full backups of a database that can be used, alone and with each differential that was taken on them, and where each leaves the
/// database.
/// </summary>
internal sealed class BaseIndex
{
    private readonly LogGraph graph;
    private readonly List<ChainEntry> unusable = [];
    private readonly BaseTable usableBases;
    private readonly BaseTable badFulls;

    public BaseIndex(HistoryIndex index, LogGraph graph, DatabaseBackups backups)
    {
        this.graph = graph;
        var data = Data(index, backups);
        var fulls = Usable(data.Where(entry => entry.File.Type == BackupType.Full));
        badFulls = new BaseTable(graph, [.. unusable.Select(full => new ChainBase(full, null, StateAfter(full)))]);
        var bases = fulls.Select(full => new ChainBase(full, null, StateAfter(full))).ToList();
        bases.AddRange(WithDifferentials(fulls, Usable(data.Where(entry => entry.File.Type == BackupType.Differential))));
        All = bases;
        usableBases = new BaseTable(graph, bases);
    }

    /// <summary>The full backups that can be used, each alone and with each of its differentials.</summary>
    public IReadOnlyList<ChainBase> All { get; }

    /// <summary>The full and differential backups that can't be used: bad files.</summary>
    public IReadOnlyList<ChainEntry> Unusable => unusable;

    /// <summary>
    /// The base in a run below a limit whose full backup is the newest, with the newest differential on it; null if there is none.
    /// </summary>
    public ChainBase? Newest(LogRun run, RunLimit limit, Func<ChainBase, bool> fits) => usableBases.Newest(run, limit, fits);

    /// <summary>The newest full backup in a run below a limit that would do but for its file; null if there is none.</summary>
    public ChainEntry? NewestBad(LogRun run, RunLimit limit) => badFulls.Newest(run, limit, _ => true)?.Full;

    private static List<ChainEntry> Data(HistoryIndex index, DatabaseBackups backups)
    {
        var ofJob = new HashSet<(string, int)>(backups.Data.All().Select(entry => LogNodeReader.Place(entry.File)));
        return
        [
            .. backups.Data.All(),
            .. backups
                .Others.Where(file => file.Type is BackupType.Full or BackupType.Differential)
                .Where(file => !index.IsOfPartialSet(file))
                .OrderBy(file => file.Header?.LastLSN)
                .ThenBy(file => file.Path, StringComparer.Ordinal)
                .ThenBy(file => file.Position)
                .Where(file => ofJob.Add(LogNodeReader.Place(file)))
                .Select(file => new ChainEntry(-1, file)),
        ];
    }

    private List<ChainEntry> Usable(IEnumerable<ChainEntry> entries)
    {
        var usable = new List<ChainEntry>();
        foreach (var entry in entries)
        {
            if (entry.File.Unusable is not null)
                unusable.Add(entry);
            else if (entry.Set >= 0 || entry.LastLsn is not null)
                usable.Add(entry);
        }
        return usable;
    }

    // At its last LSN; without one, before the next log of the job.
    private ChainState StateAfter(ChainEntry entry)
    {
        var next = entry.Set < 0 ? graph.JobLogs : graph.FirstLogAfter(entry.Set);
        var bySet = entry.Set < 0 ? new ChainState(null, LogGraph.AnyFork, -1) : BySet(entry.Set, next);
        if (entry.LastLsn is not { } last)
            return bySet;
        var fork = graph.Fork(entry.LastFork);
        return new ChainState(last, fork >= 0 ? fork : graph.ForkNear(next), bySet.NextLog);
    }

    // A set that is missing between the backup and the next log cuts it off, where LSNs don't tell better.
    private ChainState BySet(int set, int next) =>
        next < graph.JobLogs && graph.SetsBetween(set, graph[next].Entry) is null
            ? graph.Before(next)
            : new ChainState(null, LogGraph.AnyFork, next < graph.JobLogs ? -1 : next);

    private IEnumerable<ChainBase> WithDifferentials(List<ChainEntry> fulls, List<ChainEntry> differentials)
    {
        if (differentials.Count == 0)
            yield break;
        var conventional = fulls.Where(full => full.File.Header is { IsCopyOnly: false, LastLSN: not null }).ToList();
        var byIdentity = conventional.ToLookup(full => full.File.Header!.BackupSetGUID);
        var byCheckpoint = conventional.ToLookup(full => full.File.Header!.CheckpointLSN);
        foreach (var differential in differentials)
        {
            var header = differential.File.Header;
            var candidates = byIdentity[header?.DifferentialBaseGUID].Concat(byCheckpoint[BaseLsn(header)]).Distinct();
            foreach (var full in candidates.Where(full => IsBaseOf(full, differential)))
                yield return new ChainBase(full, differential, StateAfter(differential));
        }
    }

    // Not every tool hands DifferentialBaseLSN over. DatabaseBackupLSN is the checkpoint of the newest conventional full backup: the same one.
    private static decimal? BaseLsn(BackupHeader? header) => header?.DifferentialBaseLSN ?? header?.DatabaseBackupLSN;

    /// <summary>
    /// Whether a differential was taken on a full backup: DifferentialBaseGUID names it, on whatever fork the database was by then; else
    /// DifferentialBaseLSN (or DatabaseBackupLSN) is its checkpoint on the same fork. A copy-only full backup is the base of none.
    /// </summary>
    public static bool IsBaseOf(ChainEntry full, ChainEntry differential)
    {
        if (full.File.Header is not { IsCopyOnly: false } itsBase || differential.File.Header is not { LastLSN: { } last } header)
            return false;
        if (last <= itsBase.LastLSN)
            return false;
        return (header.DifferentialBaseGUID, itsBase.BackupSetGUID) is ({ } wanted, { } own)
            ? wanted == own
            : BaseLsn(header) is { } checkpoint
                && checkpoint == itsBase.CheckpointLSN
                && !ChainEntry.Differ(full.LastFork, differential.FirstFork);
    }
}
