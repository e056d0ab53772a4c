using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>The modes of application locks.</summary>
internal enum AppLockMode
{
    IntentShared,
    Shared,
    Update,
    IntentExclusive,
    Exclusive,
}

/// <summary>What sp_getapplock returns.</summary>
internal enum AppLockResult
{
    Granted = 0,
    GrantedAfterWait = 1,
    TimedOut = -1,
    Cancelled = -2,
    DeadlockVictim = -3,
}

/// <summary>A resource of sp_getapplock: its name is compared by bytes, as on a real server.</summary>
internal readonly record struct AppLockResource(int DatabaseId, string Principal, string Name);

/// <summary>
/// Application locks (sp_getapplock). A lock belongs to a session, or to its transaction; it ends with its owner, however that ends.
/// </summary>
internal sealed class AppLocks
{
    // Owners end without telling: a waiter looks again after this time.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private static readonly bool[,] Compatible =
    {
        { true, true, true, true, false },
        { true, true, true, false, false },
        { true, true, false, false, false },
        { true, false, false, true, false },
        { false, false, false, false, false },
    };

    private readonly object latch = new();
    private readonly List<Held> held = [];
    private readonly Dictionary<SqlSession, (AppLockResource Resource, AppLockMode Mode, bool IsOfTransaction)> waiting = [];

    private sealed record Held(AppLockResource Resource, AppLockMode Mode, SqlSession Session, SqlTransaction? Transaction)
    {
        internal bool IsAlive => Transaction is { } owner ? !owner.IsEnded : Session.Instance.Sessions.Contains(Session);
    }

    /// <summary>Waits for a lock.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="transaction">The owner, or null when the session owns it.</param>
    /// <param name="resource">What is locked.</param>
    /// <param name="mode">How.</param>
    /// <param name="timeoutMilliseconds">-1 waits without end, 0 not at all.</param>
    /// <param name="attention">Ends the wait with <see cref="AppLockResult.Cancelled"/>.</param>
    internal AppLockResult Get(
        SqlSession session,
        SqlTransaction? transaction,
        AppLockResource resource,
        AppLockMode mode,
        int timeoutMilliseconds,
        CancellationToken attention
    )
    {
        var deadline = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        var hasWaited = false;
        lock (latch)
        {
            try
            {
                while (true)
                {
                    held.RemoveAll(one => !one.IsAlive);
                    if (!Blockers(session, resource, mode).Any())
                    {
                        held.Add(new Held(resource, mode, session, transaction));
                        return hasWaited ? AppLockResult.GrantedAfterWait : AppLockResult.Granted;
                    }
                    if (Environment.TickCount64 >= deadline)
                        return AppLockResult.TimedOut;
                    if (attention.IsCancellationRequested || session.Killed.IsCancellationRequested)
                        return AppLockResult.Cancelled;
                    waiting[session] = (resource, mode, transaction is not null);
                    if (WaitsForItself(session))
                        return AppLockResult.DeadlockVictim;
                    hasWaited = true;
                    Monitor.Wait(latch, LookAgain);
                }
            }
            finally
            {
                waiting.Remove(session);
            }
        }
    }

    /// <summary>Gives back one lock; as often as it was taken. False when it is not held.</summary>
    internal bool Release(SqlSession session, bool isOfTransaction, AppLockResource resource)
    {
        lock (latch)
        {
            var index = held.FindLastIndex(one =>
                one.Session == session && one.Resource == resource && (one.Transaction is not null) == isOfTransaction && one.IsAlive
            );
            if (index < 0)
                return false;
            held.RemoveAt(index);
            Monitor.PulseAll(latch);
            return true;
        }
    }

    /// <summary>Gives back all locks that a session owns (sp_reset_connection).</summary>
    internal void ReleaseAll(SqlSession session)
    {
        lock (latch)
        {
            held.RemoveAll(one => one.Session == session && one.Transaction is null);
            Monitor.PulseAll(latch);
        }
    }

    /// <summary>Whether the lock could be had now (APPLOCK_TEST).</summary>
    internal bool IsFree(SqlSession session, AppLockResource resource, AppLockMode mode)
    {
        lock (latch)
            return !Blockers(session, resource, mode).Any(one => one.IsAlive);
    }

    /// <summary>The strongest mode in which the owner holds it (APPLOCK_MODE), or null.</summary>
    internal AppLockMode? ModeOf(SqlSession session, bool isOfTransaction, AppLockResource resource)
    {
        lock (latch)
            return held.Where(one =>
                    one.Session == session && one.Resource == resource && (one.Transaction is not null) == isOfTransaction && one.IsAlive
                )
                .Select(one => (AppLockMode?)one.Mode)
                .Max();
    }

    /// <summary>What is held now, for sys.dm_tran_locks.</summary>
    internal IReadOnlyList<(SqlSession Session, AppLockResource Resource, AppLockMode Mode, bool IsOfTransaction)> Snapshot()
    {
        lock (latch)
            return [.. held.Where(one => one.IsAlive).Select(one => (one.Session, one.Resource, one.Mode, one.Transaction is not null))];
    }

    /// <summary>What is waited for now, for sys.dm_tran_locks.</summary>
    internal IReadOnlyList<(SqlSession Session, AppLockResource Resource, AppLockMode Mode, bool IsOfTransaction)> Waiting()
    {
        lock (latch)
            return [.. waiting.Select(one => (one.Key, one.Value.Resource, one.Value.Mode, one.Value.IsOfTransaction))];
    }

    private IEnumerable<Held> Blockers(SqlSession session, AppLockResource resource, AppLockMode mode) =>
        held.Where(one => one.Session != session && one.Resource == resource && !Compatible[(int)one.Mode, (int)mode]);

    private bool WaitsForItself(SqlSession session)
    {
        var seen = new HashSet<SqlSession>();
        var open = new Stack<SqlSession>([session]);
        while (open.TryPop(out var next))
            if (waiting.TryGetValue(next, out var wanted))
                foreach (var blocker in Blockers(next, wanted.Resource, wanted.Mode).Select(one => one.Session))
                {
                    if (blocker == session)
                        return true;
                    if (seen.Add(blocker))
                        open.Push(blocker);
                }
        return false;
    }
}
