using System.Collections.Concurrent;

namespace BizTalkDR.Sandbox.Platform;

/// <summary>
/// The order in which named transactions and marks were committed, over all instances: what a drill holds a restore against. It is told under the
/// commit lock, and no database knows of it.
/// </summary>
public sealed class CommitOrder
{
    private readonly ConcurrentQueue<CommittedTransaction> committed = new();

    /// <summary>All commits so far, the first one first.</summary>
    public IReadOnlyList<CommittedTransaction> Committed => [.. committed];

    /// <summary>The names of the transactions that were committed before a mark, or null when no such mark was.</summary>
    public IReadOnlyList<string>? NamesBefore(string mark)
    {
        var all = Committed;
        var at = all.TakeWhile(transaction => !transaction.Marks.Contains(mark)).Count();
        return at == all.Count ? null : [.. all.Take(at).Select(transaction => transaction.Name).OfType<string>()];
    }

    internal void Add(string? name, IEnumerable<string> marks) => committed.Enqueue(new CommittedTransaction(name, [.. marks]));
}

/// <summary>One committed transaction.</summary>
/// <param name="Name">The name it was begun with, or null.</param>
/// <param name="Marks">The log marks it set.</param>
public sealed record CommittedTransaction(string? Name, IReadOnlyList<string> Marks);
