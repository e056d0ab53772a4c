using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox;

public sealed partial class SandboxHost
{
    private readonly ConcurrentDictionary<string, long> markOrders = new(StringComparer.OrdinalIgnoreCase);
    private long lastCommitOrder;

    /// <summary>Gives a commit its place in the order of all commits of the sandbox. Called while <see cref="CommitLock"/> is held.</summary>
    internal long RecordCommit(SqlTransaction transaction)
    {
        lastCommitOrder++;
        foreach (var mark in transaction.Marks.Values)
            markOrders[mark.Name] = lastCommitOrder;
        return lastCommitOrder;
    }

    /// <summary>The place of the newest marked transaction of that name among all commits, or null when there was none.</summary>
    internal long? OrderOfMark(string markName) => markOrders.TryGetValue(markName, out var order) ? order : null;
}
