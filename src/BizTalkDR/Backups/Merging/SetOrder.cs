using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Puts sets in the order in which they were taken. Sets of the tables keep the order of their ids; where headers are known, the LSNs of a
/// database on one recovery fork decide, and a fork comes after the one it branched off from; then the times in the names of the files, which
/// all come from one clock.
/// </summary>
internal static class SetOrder
{
    /// <summary>One set to be placed.</summary>
    /// <param name="Set">The set.</param>
    /// <param name="Stamp">Its mark, or what stands in its place in file names.</param>
    /// <param name="IsOfTable">Whether its id is given.</param>
    public sealed record Entry(BackupSet Set, string Stamp, bool IsOfTable)
    {
        public DateTime Time { get; } =
            MarkName.Time(Stamp)
            ?? Set.Files.Select(file => JobFileName.Parse(file.FileName)?.Time).FirstOrDefault(time => time is not null)
            ?? Set.BackupDate
            ?? DateTime.MinValue;
    }

    /// <summary>The entries in order.</summary>
    public static List<Entry> Sort(IReadOnlyList<Entry> entries)
    {
        var graph = new Graph(entries.Count);
        LinkTables(entries, graph);
        LinkChains(entries, graph);
        var waiting = new SortedSet<int>(Comparer<int>.Create((left, right) => Compare(entries, left, right)));
        var blocked = new SortedSet<int>(waiting.Comparer);
        for (var at = 0; at < entries.Count; at++)
            (graph.IsFree(at) ? waiting : blocked).Add(at);
        var ordered = new List<Entry>(entries.Count);
        while (ordered.Count < entries.Count)
        {
            // LSNs that contradict the ids or each other: the order of the tables is kept, then time decides.
            var next = waiting.Count > 0 ? waiting.Min : blocked.First(graph.IsFreeInTables);
            waiting.Remove(next);
            blocked.Remove(next);
            ordered.Add(entries[next]);
            foreach (var freed in graph.Remove(next).Where(blocked.Remove))
                waiting.Add(freed);
        }
        return ordered;
    }

    private static int Compare(IReadOnlyList<Entry> entries, int left, int right)
    {
        var order = entries[left].Time.CompareTo(entries[right].Time);
        if (order == 0)
            order = entries[left].Set.Type.CompareTo(entries[right].Set.Type);
        if (order == 0)
            order = string.CompareOrdinal(entries[left].Stamp, entries[right].Stamp);
        return order == 0 ? left.CompareTo(right) : order;
    }

    private static void LinkTables(IReadOnlyList<Entry> entries, Graph graph)
    {
        var previous = -1;
        for (var at = 0; at < entries.Count; at++)
        {
            if (!entries[at].IsOfTable)
                continue;
            if (previous >= 0)
                graph.Link(previous, at, isOfTable: true);
            previous = at;
        }
    }

    private static void LinkChains(IReadOnlyList<Entry> entries, Graph graph)
    {
        var chains = new Dictionary<(DatabaseKey, Guid?), List<(decimal Lsn, int At)>>();
        for (var at = 0; at < entries.Count; at++)
        {
            foreach (var file in entries[at].Set.Files)
            {
                if (file.Header is not { LastLSN: { } lsn } header)
                    continue;
                if (!chains.TryGetValue((file.Database, header.RecoveryForkID), out var chain))
                    chains.Add((file.Database, header.RecoveryForkID), chain = []);
                chain.Add((lsn, at));
            }
        }
        foreach (var chain in chains.Values)
            chain.Sort((left, right) => left.Lsn != right.Lsn ? left.Lsn.CompareTo(right.Lsn) : Compare(entries, left.At, right.At));
        LinkForks(entries, chains, graph);
        foreach (var chain in chains.Values)
        {
            for (var link = 1; link < chain.Count; link++)
            {
                // Equal LSNs (a log with nothing in it, a full backup at rest) say nothing about the order.
                if (chain[link - 1].Lsn < chain[link].Lsn && chain[link - 1].At != chain[link].At)
                    graph.Link(chain[link - 1].At, chain[link].At, isOfTable: false);
            }
        }
    }

    // What was given up at a recovery to an earlier point was taken before it.
    private static void LinkForks(
        IReadOnlyList<Entry> entries,
        Dictionary<(DatabaseKey, Guid?), List<(decimal Lsn, int At)>> chains,
        Graph graph
    )
    {
        foreach (var file in entries.SelectMany(entry => entry.Set.Files))
        {
            if (file.Header is not { FirstRecoveryForkID: { } parent, RecoveryForkID: { } fork } || parent == fork)
                continue;
            if (!chains.TryGetValue((file.Database, parent), out var before) || !chains.TryGetValue((file.Database, fork), out var after))
                continue;
            if (before[before.Count - 1].At != after[0].At)
                graph.Link(before[before.Count - 1].At, after[0].At, isOfTable: false);
        }
    }

    private sealed class Graph(int count)
    {
        private readonly List<(int To, bool IsOfTable)>?[] links = new List<(int, bool)>?[count];
        private readonly int[] before = new int[count];
        private readonly int[] beforeInTables = new int[count];

        public bool IsFree(int at) => before[at] == 0;

        public bool IsFreeInTables(int at) => beforeInTables[at] == 0;

        public void Link(int from, int to, bool isOfTable)
        {
            (links[from] ??= []).Add((to, isOfTable));
            before[to]++;
            if (isOfTable)
                beforeInTables[to]++;
        }

        public List<int> Remove(int at)
        {
            var freed = new List<int>();
            foreach (var (to, isOfTable) in links[at] ?? [])
            {
                if (isOfTable)
                    beforeInTables[to]--;
                if (--before[to] == 0)
                    freed.Add(to);
            }
            return freed;
        }
    }
}
