using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>
/// A history put in order once, so that every mark of it can be judged in constant time per database: sets by id, and for each place in the
/// sequence the newest partial set and the newest complete full set before it.
/// </summary>
internal sealed class HistoryIndex
{
    private readonly int[] lastPartial;
    private readonly int[] lastFull;
    private readonly int[] logSetsBefore;
    private readonly Dictionary<DatabaseKey, DatabaseChain> chains;

    private HistoryIndex(BackupHistory history)
    {
        Sets = Merge(history.Sets);
        lastPartial = new int[Sets.Count];
        lastFull = new int[Sets.Count];
        logSetsBefore = new int[Sets.Count + 1];
        MeasureSets();
        chains = BuildChains(history.OtherBackups);
    }

    /// <summary>The sets in the order of their ids, each once.</summary>
    public IReadOnlyList<BackupSet> Sets { get; }

    public static HistoryIndex Of(BackupHistory history) => new(history);

    /// <summary>The backups of one database; an empty chain if there are none.</summary>
    public DatabaseChain Chain(DatabaseKey database) =>
        chains.TryGetValue(database, out var chain) ? chain : DatabaseChain.Build(this, database, [], [], []);

    /// <summary>
    /// Partial sets can't be used, nor log sets after one until the next full set.
    /// </summary>
    public bool IsUsableLogSet(int set) => Sets[set].IsComplete && lastPartial[set] <= lastFull[set];

    /// <summary>The newest partial set at or before a place in the sequence, or -1.</summary>
    public int LastPartialAt(int set) => lastPartial[set];

    /// <summary>Whether a partial set lies after <paramref name="from"/>, up to and including <paramref name="to"/>.</summary>
    public bool HasPartialBetween(int from, int to) => lastPartial[to] > from;

    /// <summary>The first complete log set strictly between two places, or -1.</summary>
    public int LogSetBetween(int from, int to)
    {
        if (logSetsBefore[to] == logSetsBefore[from + 1])
            return -1;
        var set = from + 1;
        while (!IsCompleteLogSet(set))
            set++;
        return set;
    }

    private void MeasureSets()
    {
        var partial = -1;
        var full = -1;
        for (var index = 0; index < Sets.Count; index++)
        {
            if (!Sets[index].IsComplete)
                partial = index;
            else if (Sets[index].Type == BackupType.Full)
                full = index;
            lastPartial[index] = partial;
            lastFull[index] = full;
            logSetsBefore[index + 1] = logSetsBefore[index] + (IsCompleteLogSet(index) ? 1 : 0);
        }
    }

    private bool IsCompleteLogSet(int set) => Sets[set].IsComplete && Sets[set].Type == BackupType.Log;

    private Dictionary<DatabaseKey, DatabaseChain> BuildChains(IReadOnlyList<BackupFile> others)
    {
        var fulls = new Dictionary<DatabaseKey, List<ChainEntry>>();
        var logs = new Dictionary<DatabaseKey, List<ChainEntry>>();
        for (var index = 0; index < Sets.Count; index++)
        {
            var set = Sets[index];
            if (!set.IsComplete)
                continue;
            foreach (var file in set.Files)
                Bucket(set.Type == BackupType.Full ? fulls : logs, file.Database).Add(new ChainEntry(index, file));
        }
        var byDatabase = others.ToLookup(file => file.Database);
        return fulls
            .Keys.Concat(logs.Keys)
            .Concat(byDatabase.Select(group => group.Key))
            .Distinct()
            .ToDictionary(key => key, key => DatabaseChain.Build(this, key, Entries(fulls, key), Entries(logs, key), [.. byDatabase[key]]));
    }

    private static List<ChainEntry> Entries(Dictionary<DatabaseKey, List<ChainEntry>> buckets, DatabaseKey key) =>
        buckets.TryGetValue(key, out var entries) ? entries : [];

    private static List<ChainEntry> Bucket(Dictionary<DatabaseKey, List<ChainEntry>> buckets, DatabaseKey key)
    {
        if (!buckets.TryGetValue(key, out var entries))
            buckets.Add(key, entries = []);
        return entries;
    }

    // Several sources may tell of one set: it is complete if any of them saw it complete.
    private static List<BackupSet> Merge(IReadOnlyList<BackupSet> sets) =>
        [
            .. sets.GroupBy(set => (set.SetId, set.Type, Mark: set.MarkName ?? ""))
                .Select(Merge)
                .OrderBy(set => set.SetId)
                .ThenBy(set => set.BackupDate)
                .ThenBy(set => set.Type)
                .ThenBy(set => set.MarkName, StringComparer.Ordinal),
        ];

    private static BackupSet Merge(IEnumerable<BackupSet> same)
    {
        var all = same.ToList();
        if (all.Count == 1 && HoldsEachDatabaseOnce(all[0]))
            return all[0];
        var files = all.SelectMany(set => set.Files).GroupBy(file => file.Database).OrderBy(group => group.Key).Select(Best);
        return all[0] with { IsComplete = all.Any(set => set.IsComplete), Files = [.. files] };
    }

    private static bool HoldsEachDatabaseOnce(BackupSet set)
    {
        var seen = new HashSet<DatabaseKey>();
        foreach (var file in set.Files)
        {
            if (!seen.Add(file.Database))
                return false;
        }
        return true;
    }

    private static BackupFile Best(IEnumerable<BackupFile> files) =>
        files
            .OrderBy(file => file.Defect is null ? 0 : 1)
            .ThenBy(file => file.Header is null ? 1 : 0)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.Position)
            .First();
}
