using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>
/// What each database must hold at each mark: told by the order of commits that the sandbox itself keeps, and by which of them a restore of
/// production took back.
/// </summary>
internal sealed class CommitModel(SandboxHost host)
{
    private readonly Dictionary<string, HashSet<string>> now = [];
    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> atMark = [];
    private readonly HashSet<string> group = [];
    private readonly List<string> marks = [];
    private int seen;

    /// <summary>The marks, in the order in which they were set.</summary>
    public IReadOnlyList<string> Marks => marks;

    public void AddDatabase(string database, bool isInGroup)
    {
        now[database] = [];
        if (isInGroup)
            Join(database);
    }

    /// <summary>From now on marks are set in the database; false if they are already.</summary>
    public bool Join(string database) => group.Add(database);

    /// <summary>The name of a transaction with this number that writes into these databases.</summary>
    public static string NameOf(int number, IEnumerable<string> databases) => $"W{number} {string.Concat(databases)}";

    /// <summary>What a database holds at a mark: numbers of transactions and names of marks.</summary>
    public IReadOnlySet<string> At(string mark, string database) => atMark[mark][database];

    /// <summary>Whether the database was there when the mark was set.</summary>
    public bool Knows(string mark, string database) => atMark.TryGetValue(mark, out var databases) && databases.ContainsKey(database);

    /// <summary>Takes in what was committed since the last time.</summary>
    public void CatchUp()
    {
        foreach (var commit in host.Commits.Committed.Skip(seen).ToList())
        {
            seen++;
            foreach (var mark in commit.Marks.Distinct())
            {
                foreach (var database in group)
                    now[database].Add(mark);
                marks.Add(mark);
                atMark[mark] = group.ToDictionary(database => database, database => now[database].ToHashSet());
            }
            if (commit.Name is not { } name || commit.Marks.Count > 0 || name.IndexOf(' ') is not (var space and > 0) || name[0] != 'W')
                continue;
            foreach (var (_, rows) in now.Where(pair => name.AsSpan(space + 1).Contains(pair.Key, StringComparison.Ordinal)))
                rows.Add(name[..space]);
        }
    }

    /// <summary>A database of production was restored to a mark. The management database knows again the group of that time only.</summary>
    public void Fork(string database, string mark)
    {
        now[database] = [.. atMark[mark][database]];
        if (database == SmallGroup.Management)
            group.IntersectWith(atMark[mark].Keys);
    }
}
