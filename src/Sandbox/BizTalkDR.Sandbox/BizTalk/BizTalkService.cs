using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>A service's state; the numbers are those of Windows' SERVICE_STATUS.</summary>
public enum BizTalkServiceState
{
    /// <summary>Stopped.</summary>
    Stopped = 1,

    /// <summary>Starting.</summary>
    StartPending = 2,

    /// <summary>Stopping.</summary>
    StopPending = 3,

    /// <summary>Running.</summary>
    Running = 4,
}

/// <summary>
/// One Windows service of a BizTalk computer. While it runs it holds connections to its databases, and takes them up again when they are
/// cut: a database can't be dropped or restored over before the service stops.
/// </summary>
public sealed class BizTalkService : IDisposable
{
    private static readonly TimeSpan Pending = TimeSpan.FromMilliseconds(30);
    private readonly Lock latch = new();
    private readonly Dictionary<BizTalkDatabase, SqlSession> sessions = [];
    private readonly IReadOnlyList<BizTalkDatabase> databases;

    internal BizTalkService(
        BizTalkComputer computer,
        string name,
        IReadOnlyList<string> dependsOn,
        IReadOnlyList<BizTalkDatabase> databases
    )
    {
        (Computer, Name, DependsOn) = (computer, name, dependsOn);
        this.databases = databases;
    }

    /// <summary>The computer it is on.</summary>
    public BizTalkComputer Computer { get; }

    /// <summary>Its name, such as BTSSvc$BizTalkServerApplication.</summary>
    public string Name { get; }

    /// <summary>The services of the same computer that must run before it.</summary>
    public IReadOnlyList<string> DependsOn { get; }

    /// <summary>Whether it is stopped, running or on the way, as it says itself.</summary>
    public BizTalkServiceState State { get; private set; } = BizTalkServiceState.Stopped;

    /// <summary>Whether its process works, whatever it says.</summary>
    public bool IsAlive { get; private set; }

    /// <summary>Whether it is a host instance, which moves messages.</summary>
    public bool IsHostInstance => Name.StartsWith("BTSSvc$", StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts it, which takes a moment; does nothing when it runs.</summary>
    /// <exception cref="BizTalkServiceException">A dependency or database is missing (1068, 1067), or it did not answer (1053).</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (State == BizTalkServiceState.Running && IsAlive)
            return;
        if (await LiesAsync(BizTalkServiceState.StartPending, BizTalkServiceState.Running, cancellation).ConfigureAwait(false))
            return;
        foreach (var needed in DependsOn.Select(Computer.Find))
            if (needed is not { State: BizTalkServiceState.Running })
                throw Failure(1068, "The dependency service or group failed to start.");
        State = BizTalkServiceState.StartPending;
        try
        {
            await Task.Delay(Pending, cancellation).ConfigureAwait(false);
            CheckMasterSecret();
            Connect(strictly: true);
            (State, IsAlive) = (BizTalkServiceState.Running, true);
        }
        finally
        {
            if (State != BizTalkServiceState.Running)
                Fall();
        }
    }

    /// <summary>Stops it, which takes a moment; does nothing when it is stopped.</summary>
    /// <exception cref="BizTalkServiceException">Services that depend on it run (1051), or it did not answer (1053).</exception>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (State == BizTalkServiceState.Stopped && !IsAlive)
            return;
        if (await LiesAsync(BizTalkServiceState.StopPending, BizTalkServiceState.Stopped, cancellation).ConfigureAwait(false))
            return;
        if (Computer.Services.Any(other => other.DependsOn.Contains(Name) && other.State == BizTalkServiceState.Running))
            throw Failure(1051, "A stop control has been sent to a service that other running services are dependent on.");
        State = BizTalkServiceState.StopPending;
        await Task.Delay(Pending, CancellationToken.None).ConfigureAwait(false);
        Fall();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose() => Fall();

    /// <summary>Takes up connections that were cut, where the database can be reached again.</summary>
    internal void Reconnect()
    {
        if (IsAlive)
            Connect(strictly: false);
    }

    private void Connect(bool strictly)
    {
        lock (latch)
            foreach (var database in databases)
            {
                if (sessions.TryGetValue(database, out var session))
                {
                    if (!session.Killed.IsCancellationRequested)
                        continue;
                    session.Dispose();
                    sessions.Remove(database);
                }
                var (opened, why) = TryOpen(database);
                if (opened is not null)
                    sessions.Add(database, opened);
                else if (strictly)
                    throw Failure(1067, $"The process terminated unexpectedly: {why}");
            }
    }

    private (SqlSession? Session, string Why) TryOpen(BizTalkDatabase database)
    {
        if (!database.Instance.IsRunning)
            return (null, MessageCatalog.Message(53, database.Instance.Name).Text);
        var current = database.Instance.FindDatabase(database.Name);
        if (current is not { State: DatabaseState.Online, Options.UserAccess: UserAccess.MultiUser })
            return (null, MessageCatalog.Message(4060, database.Name).Text);
        return (database.Instance.OpenInternalSession($"{Name} on {Computer.Name}", database.Name), "");
    }

    private void Fall()
    {
        lock (latch)
        {
            foreach (var session in sessions.Values)
                session.Dispose();
            sessions.Clear();
            (State, IsAlive) = (BizTalkServiceState.Stopped, false);
        }
    }

    private void CheckMasterSecret()
    {
        if (!IsHostInstance || Computer.IsMasterSecretServer)
            return;
        if (Computer.MasterSecretServer.Find(BizTalkComputer.SingleSignOn) is not { State: BizTalkServiceState.Running })
            throw Failure(
                1067,
                $"The process terminated unexpectedly: the master secret server {Computer.MasterSecretServer.Name} could not be contacted."
            );
    }

    /// <summary>Does what a planted fault does to the request: whether the service only says that it has done it.</summary>
    private async Task<bool> LiesAsync(BizTalkServiceState pending, BizTalkServiceState said, CancellationToken cancellation)
    {
        if (Computer.Host.Faults.Strike(FaultPoint.Service, Computer.Name, Name, text: said.ToString()) is not { } fault)
            return false;
        switch (fault.Effect)
        {
            case FaultEffect.Lie:
                State = said;
                return true;
            case FaultEffect.Watch:
                return false;
            case FaultEffect.Hang:
                State = pending;
                while (Computer.Host.Faults.Has(fault))
                    await Task.Delay(Pending, cancellation).ConfigureAwait(false);
                return false;
            default:
                throw Failure(1053, "The service did not respond to the start or control request in a timely fashion.");
        }
    }

    private BizTalkServiceException Failure(int code, string why) => new(Computer.Name, Name, code, why);
}
