using BizTalkDR.Backups;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// A history put in order once, so that every mark of it can be judged quickly: sets in the order in which they were taken, for each place
/// in the sequence the newest partial set and the newest complete full set before it, and the backups of each database.
/// </summary>
internal sealed class HistoryIndex
{
    // What has passed a mark has passed the next ones first.
    private const int LaterMarks = 8;

    private readonly int[] lastPartial;
    private readonly int[] lastFull;
    private readonly int[] logSetsBefore;
    private readonly Dictionary<DatabaseKey, DatabaseBackups> databases = [];
    private readonly Dictionary<DatabaseKey, DatabaseChain> chains = [];
    private readonly HashSet<DatabaseKey> wished;
    private readonly ILookup<(DatabaseKey Database, string Name), decimal> marks;
    private HashSet<(string Path, int Position)>? partialFiles;

    private HistoryIndex(BackupHistory history, IEnumerable<DatabaseKey> wished)
    {
        this.wished = [.. wished];
        marks = history.Marks.ToLookup(mark => (mark.Database, mark.Name), mark => mark.Lsn);
        Sets = SetSequence.Of(history.Sets);
        lastPartial = new int[Sets.Count];
        lastFull = new int[Sets.Count];
        logSetsBefore = new int[Sets.Count + 1];
        MeasureSets();
        SortFiles(history.OtherBackups);
    }

    /// <summary>The sets in the order in which they were taken, each once.</summary>
    public IReadOnlyList<BackupSet> Sets { get; }

    /// <param name="history">The history.</param>
    /// <param name="wished">The databases that a restore is wished of: none of them is another one's former name.</param>
    public static HistoryIndex Of(BackupHistory history, IEnumerable<DatabaseKey> wished) => new(history, wished);

    /// <summary>The backups of one database; an empty chain if there are none.</summary>
    public DatabaseChain Chain(DatabaseKey database)
    {
        if (!chains.TryGetValue(database, out var chain))
            chains.Add(database, chain = new DatabaseChain(this, database, Backups(database)));
        return chain;
    }

    /// <summary>
    /// Partial sets can't be used, nor log sets after one until the next full set.
    /// </summary>
    public bool IsUsableLogSet(int set) => Sets[set].IsComplete && lastPartial[set] <= lastFull[set];

    /// <summary>
    /// Where the mark of a set lies in the log of a database; null if nobody tells. A database that was recovered to an earlier point may have
    /// had a mark of that name before: the newest below the end of the set's own log is the one.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="log">The database's log backup in it.</param>
    public decimal? MarkLsn(int set, BackupFile log)
    {
        if (marks.Count == 0 || Sets[set].MarkName is not { } name || log.Header?.LastLSN is not { } end)
            return null;
        decimal? found = null;
        foreach (var lsn in marks[(log.Database, name)])
        {
            if (lsn < end && !(lsn < found))
                found = lsn;
        }
        return found;
    }

    /// <summary>The mark of a log set by what it is.</summary>
    public MarkIdentity Identity(int set) =>
        new()
        {
            Name = Sets[set].MarkName!,
            SetId = Sets[set].SetId,
            Logs =
            [
                .. Sets[set]
                    .Files.Select(file => new MarkInLog
                    {
                        Database = file.Database,
                        Lsn = MarkLsn(set, file),
                        FirstLsn = file.Header?.FirstLSN,
                        LastLsn = file.Header?.LastLSN,
                        RecoveryFork = file.Header?.RecoveryForkID,
                        BackupSetGuid = file.Header?.BackupSetGUID,
                    }),
            ],
            Later = [.. MarksAfter(set).Take(LaterMarks)],
        };

    /// <summary>Whether another set has a mark of the same name as this set.</summary>
    public bool IsMarkNameRepeated(int markSet)
    {
        var name = Sets[markSet].MarkName;
        for (var set = 0; set < Sets.Count; set++)
        {
            if (set != markSet && Sets[set].MarkName == name)
                return true;
        }
        return false;
    }

    private IEnumerable<string> MarksAfter(int set)
    {
        for (var later = set + 1; later < Sets.Count; later++)
        {
            if (Sets[later] is { Type: BackupType.Log, MarkName: { } name } && name != Sets[set].MarkName)
                yield return name;
        }
    }

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

    /// <summary>Whether a backup is one of a partial set, though another source tells of it too.</summary>
    public bool IsOfPartialSet(BackupFile file)
    {
        partialFiles ??= [.. Sets.Where(set => !set.IsComplete).SelectMany(set => set.Files).Select(LogNodeReader.Place)];
        return partialFiles.Contains(LogNodeReader.Place(file));
    }

    private void MeasureSets()
    {
        var partial = -1;
        var full = -1;
        for (var index = 0; index < Sets.Count; index++)
        {
            if (Sets[index] is { IsComplete: false, IsBeingWritten: false })
                partial = index;
            else if (Sets[index] is { IsComplete: true, Type: BackupType.Full })
                full = index;
            lastPartial[index] = partial;
            lastFull[index] = full;
            logSetsBefore[index + 1] = logSetsBefore[index] + (IsCompleteLogSet(index) ? 1 : 0);
        }
    }

    private bool IsCompleteLogSet(int set) => Sets[set].IsComplete && Sets[set].Type == BackupType.Log;

    private void SortFiles(IReadOnlyList<BackupFile> others)
    {
        // Most sets hold the same databases in the same order: what stood at this place in the set before is tried before it is looked up.
        var places = new List<(DatabaseKey Key, DatabaseBackups Backups)>();
        for (var index = 0; index < Sets.Count; index++)
        {
            var set = Sets[index];
            if (!set.IsComplete)
                continue;
            for (var place = 0; place < set.Files.Count; place++)
            {
                var file = set.Files[place];
                if (place == places.Count)
                    places.Add((file.Database, Found(file.Database)));
                else if (!IsSame(places[place].Key, file.Database))
                    places[place] = (file.Database, Found(file.Database));
                places[place].Backups.Add(set.Type, new ChainEntry(index, file));
            }
        }
        foreach (var file in others)
            Found(file.Database).Others.Add(file);
    }

    private static bool IsSame(DatabaseKey left, DatabaseKey right) =>
        string.Equals(left.Name, right.Name, StringComparison.Ordinal)
        && string.Equals(left.Server, right.Server, StringComparison.Ordinal);

    private DatabaseBackups Found(DatabaseKey key)
    {
        if (!databases.TryGetValue(key, out var backups))
            databases.Add(key, backups = new DatabaseBackups());
        return backups;
    }

    private DatabaseBackups Backups(DatabaseKey key)
    {
        if (!databases.TryGetValue(key, out var backups))
            return new DatabaseBackups();
        if (backups.Family is null)
            return backups;
        // A database that was renamed: its chain goes on under the new name.
        foreach (var other in databases.OrderBy(pair => pair.Key))
        {
            var isCandidate = SameServer(other.Key, key) && !wished.Contains(other.Key);
            if (isCandidate && backups.JoinedWith(other.Value, other.Key.Name) is { } joined)
                backups = joined;
        }
        return backups;
    }

    private static bool SameServer(DatabaseKey left, DatabaseKey right) =>
        string.Equals(left.Server, right.Server, StringComparison.OrdinalIgnoreCase);
}
