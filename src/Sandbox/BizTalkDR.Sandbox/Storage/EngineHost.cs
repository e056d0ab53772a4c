using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Locking;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>What the engines of a sandbox share: one clock, one network of file shares, one coordinator of distributed transactions.</summary>
public abstract class EngineHost
{
    private readonly ConcurrentQueue<string> trace = new();

    private protected EngineHost(string root, SandboxClock clock)
    {
        Files = new SandboxFileSystem(root);
        Clock = clock;
    }

    /// <summary>The time in the sandbox.</summary>
    public SandboxClock Clock { get; }

    /// <summary>Drives and shares.</summary>
    public SandboxFileSystem Files { get; }

    /// <summary>Planted faults.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>How many bytes a second each backup and each restore moves; null is as fast as it goes. For measuring what runs in parallel.</summary>
    public long? BackupBytesPerSecond { get; set; }

    /// <summary>The order in which named transactions and marks were committed.</summary>
    public CommitOrder Commits { get; } = new();

    /// <summary>What went wrong inside the sandbox where no client could be told.</summary>
    public IReadOnlyList<string> TraceLines => [.. trace];

    /// <summary>Held while a transaction writes its commit in all its databases, so that no other commit, and so no mark, comes in between.</summary>
    internal Lock CommitLock { get; } = new();

    /// <summary>The table locks of all instances.</summary>
    internal LockManager Locks { get; } = new();

    /// <summary>All engines, in the order of their names.</summary>
    internal abstract IEnumerable<DatabaseEngine> Engines { get; }

    /// <summary>The engine of that name, or null.</summary>
    internal abstract DatabaseEngine? FindEngine(string name);

    internal void Trace(string line) => trace.Enqueue($"{Clock.Now:yyyy-MM-dd HH:mm:ss.fff} {line}");
}
