using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Hosting;

/// <summary>
/// A sandbox: SQL Server instances in one process, with one clock, one network of file shares and one coordinator of distributed transactions.
/// </summary>
public sealed partial class SandboxHost : EngineHost, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SqlInstance> instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool ownsRoot;

    /// <summary>Makes an empty sandbox.</summary>
    /// <param name="root">The folder for files; null takes a temporary one that is deleted at the end.</param>
    /// <param name="clock">The clock; null takes one in UTC.</param>
    public SandboxHost(string? root = null, SandboxClock? clock = null)
        : base(root ?? Path.Combine(Path.GetTempPath(), $"biztalkdr-{Guid.NewGuid():N}"), clock ?? new SandboxClock()) =>
        ownsRoot = root is null;

    /// <summary>What clients send, kept while it is on.</summary>
    public StatementTrace Statements { get; } = new();

    /// <summary>The instances, in the order of their names.</summary>
    public IReadOnlyList<SqlInstance> Instances =>
        [.. instances.Values.OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase)];

    internal override IEnumerable<DatabaseEngine> Engines => Instances;

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

    internal override DatabaseEngine? FindEngine(string name) => FindInstance(name);

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
