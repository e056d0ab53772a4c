using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Hosting;

/// <summary>
/// A sandbox: SQL Server instances in one process, with one clock, one network of file shares and one coordinator of distributed transactions.
/// </summary>
public sealed partial class SandboxHost : EngineHost, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SqlInstance> instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly TemporaryRoot? ownRoot;

    /// <summary>Makes an empty sandbox.</summary>
    /// <param name="root">The folder for files; null takes a temporary one that is deleted at the end.</param>
    /// <param name="clock">The clock; null takes one in UTC.</param>
    public SandboxHost(string? root = null, SandboxClock? clock = null)
        : this(root is null ? TemporaryRoot.Create() : null, root, clock) { }

    private SandboxHost(TemporaryRoot? own, string? root, SandboxClock? clock)
        : base(own?.Path ?? root!, clock ?? new SandboxClock()) => ownRoot = own;

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

    // A listener stands for the primary replica.
    internal override DatabaseEngine? FindEngine(string name)
    {
        var primary = AvailabilityGroups.FirstOrDefault(group => group.Listener.SameAs(name))?.Primary.Engine;
        return (primary ?? FindInstance(name)) is { IsRunning: true } running ? running : null;
    }

    /// <summary>
    /// Puts databases into an availability group: as the catalog shows it, and as it stands in the way of DROP DATABASE (3752), RESTORE (3104) and
    /// some of ALTER DATABASE (1468) until they are taken out.
    /// </summary>
    /// <param name="name">The group's name.</param>
    /// <param name="listener">The DNS name of its listener.</param>
    /// <param name="replicas">The instances; the first one is the primary replica.</param>
    /// <param name="databases">The databases.</param>
    /// <param name="port">The listener's port.</param>
    public AvailabilityGroup AddAvailabilityGroup(
        string name,
        string listener,
        IReadOnlyList<SqlInstance> replicas,
        IReadOnlyList<string> databases,
        int port = 1433
    )
    {
        ArgumentNullException.ThrowIfNull(replicas);
        if (replicas.Count == 0)
            throw new ArgumentException("An availability group needs a replica.", nameof(replicas));
        var group = new AvailabilityGroup(name, listener, port, replicas, databases);
        Add(group);
        return group;
    }

    /// <summary>
    /// Cuts the connections of clients, as their computer dies or the network fails: what they run ends where it is, their transactions are rolled
    /// back. Linked servers, Agent jobs and services are no clients.
    /// </summary>
    /// <param name="application">Only those of this application; null for all.</param>
    public void CutConnections(string? application = null)
    {
        foreach (var session in Instances.SelectMany(instance => instance.AllSessions))
            if (session.IsClient && (application is null || session.Request.ApplicationName == application))
                session.CutConnection();
    }

    internal override void Stop(DatabaseEngine engine) => _ = ((SqlInstance)engine).StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopSchedulesAsync().ConfigureAwait(false);
        foreach (var instance in Instances)
            await instance.DisposeAsync().ConfigureAwait(false);
        ownRoot?.Dispose();
    }
}
