using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Locking;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>What the engines of a sandbox share: one clock, one network of file shares, one coordinator of distributed transactions.</summary>
public abstract class EngineHost
{
    private readonly ConcurrentQueue<string> trace = new();
    private IReadOnlyList<AvailabilityGroup> availabilityGroups = [];

    private protected EngineHost(string root, SandboxClock clock)
    {
        Files = new SandboxFileSystem(root) { DatabaseBytes = DatabaseBytesOf };
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

    /// <summary>
    /// The certificates that protect the keys of databases under transparent data encryption, by backup set: where in its files a real server keeps
    /// that is not known.
    /// </summary>
    internal ConcurrentDictionary<Guid, string> EncryptedSets { get; } = new();

    /// <summary>The order in which named transactions and marks were committed.</summary>
    public CommitOrder Commits { get; } = new();

    /// <summary>The availability groups that <see cref="Add"/> has made, without those that were dropped.</summary>
    internal IReadOnlyList<AvailabilityGroup> AvailabilityGroups
    {
        get => Volatile.Read(ref availabilityGroups);
    }

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

    internal void Add(AvailabilityGroup group) => Change(groups => [.. groups, group]);

    internal void Remove(AvailabilityGroup group) => Change(groups => [.. groups.Where(other => other != group)]);

    private void Change(Func<IReadOnlyList<AvailabilityGroup>, AvailabilityGroup[]> change)
    {
        lock (CommitLock)
            Volatile.Write(ref availabilityGroups, change(availabilityGroups));
    }

    /// <summary>Begins to stop an instance and does not wait for its end: it takes no more requests when this returns.</summary>
    internal abstract void Stop(DatabaseEngine engine);

    private long DatabaseBytesOf(string computer, char drive) =>
        Engines
            .Where(engine => engine.ComputerName.SameAs(computer))
            .SelectMany(engine => engine.Databases)
            .SelectMany(database => database.Files)
            .Where(file => file.PhysicalName is [var letter, ':', ..] && char.ToUpperInvariant(letter) == drive)
            .Sum(file => (long)file.Size * 8192);

    internal void Trace(string line) => trace.Enqueue($"{Clock.Now:yyyy-MM-dd HH:mm:ss.fff} {line}");
}
