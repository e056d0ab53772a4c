using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Faults;
using BizTalkDR.Sandbox.Storage.Locking;
using BizTalkDR.Sandbox.Tracing;

namespace BizTalkDR.Sandbox;

/// <summary>
/// A sandbox: SQL Server instances in one process, with one clock, one network of file shares and one coordinator of distributed transactions.
/// </summary>
public sealed partial class SandboxHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SqlInstance> instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool ownsRoot;

    /// <summary>Makes an empty sandbox.</summary>
    /// <param name="root">The folder for files; null takes a temporary one that is deleted at the end.</param>
    /// <param name="clock">The clock; null takes one in UTC.</param>
    public SandboxHost(string? root = null, SandboxClock? clock = null)
    {
        ownsRoot = root is null;
        Files = new SandboxFileSystem(root ?? Path.Combine(Path.GetTempPath(), $"biztalkdr-{Guid.NewGuid():N}"));
        Clock = clock ?? new SandboxClock();
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

    /// <summary>What clients send, kept while it is on.</summary>
    public StatementTrace Statements { get; } = new();

    /// <summary>The instances, in the order of their names.</summary>
    public IReadOnlyList<SqlInstance> Instances =>
        [.. instances.Values.OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Held while a transaction writes its commit in all its databases, so that no other commit, and so no mark, comes in between.</summary>
    internal Lock CommitLock { get; } = new();

    /// <summary>The table locks of all instances.</summary>
    internal LockManager Locks { get; } = new();

    /// <summary>Adds and starts an instance: it listens when this returns.</summary>
    public SqlInstance AddInstance(SqlInstanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var instance = new SqlInstance(this, options);
        if (!instances.TryAdd(options.Name, instance))
            throw new InvalidOperationException($"The sandbox has an instance '{options.Name}' already.");
        instance.Start();
        return instance;
    }

    /// <summary>The instance of that name (linked servers and topologies name instances so), or null.</summary>
    public SqlInstance? FindInstance(string name) => instances.GetValueOrDefault(name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopSchedulesAsync().ConfigureAwait(false);
        foreach (var instance in Instances)
            await instance.DisposeAsync().ConfigureAwait(false);
        if (ownsRoot && Directory.Exists(Files.Root))
            Directory.Delete(Files.Root, recursive: true);
    }
}
