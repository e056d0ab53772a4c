using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>
/// The table locks of the whole sandbox: a distributed transaction holds locks in several instances, so one manager sees every cycle.
/// Waiters are served in their order, except that a transaction that holds the table already and wants more comes first.
/// </summary>
internal sealed class LockManager
{
    private readonly object gate = new();
    private readonly Dictionary<Table, TableLock> locks = [];

    /// <summary>Who waits now, for whom, since when.</summary>
    internal IReadOnlyList<LockWait> Waits
    {
        get
        {
            lock (gate)
                return [.. locks.Values.SelectMany(held => held.Queue).Select(Describe)];
        }
    }

    /// <summary>What a transaction holds.</summary>
    internal IReadOnlyList<(Table Table, LockMode Mode)> HeldBy(SqlTransaction transaction)
    {
        lock (gate)
            return
            [
                .. locks
                    .Where(pair => pair.Value.Holders.ContainsKey(transaction))
                    .Select(pair => (pair.Key, pair.Value.Holders[transaction])),
            ];
    }

    /// <summary>Waits for a lock. Throws 1205 to the victim of a deadlock, 1222 when the time is over.</summary>
    /// <param name="table">What to lock.</param>
    /// <param name="transaction">For whom.</param>
    /// <param name="mode">How.</param>
    /// <param name="attention">Ends the wait.</param>
    /// <param name="timeoutMilliseconds">LOCK_TIMEOUT: -1 waits without end, 0 not at all.</param>
    internal void Acquire(Table table, SqlTransaction transaction, LockMode mode, int timeoutMilliseconds, CancellationToken attention)
    {
        lock (gate)
        {
            attention.ThrowIfCancellationRequested();
            if (!locks.TryGetValue(table, out var held))
                locks.Add(table, held = new TableLock());
            if (held.IsHeld(transaction, mode))
                return;
            if (held.CanGrant(transaction, mode, before: null))
                held.Holders[transaction] = mode;
            else
                Wait(new LockRequest(table, held, transaction, mode), timeoutMilliseconds, attention);
        }
    }

    /// <summary>Gives back a transaction's locks on some tables.</summary>
    internal void Release(SqlTransaction transaction, IEnumerable<Table> tables)
    {
        lock (gate)
        {
            foreach (var table in tables)
            {
                if (!locks.TryGetValue(table, out var held))
                    continue;
                held.Holders.Remove(transaction);
                if (held.Holders.Count == 0 && held.Queue.Count == 0)
                    locks.Remove(table);
            }
            Monitor.PulseAll(gate);
        }
    }

    private void Wait(LockRequest request, int timeoutMilliseconds, CancellationToken attention)
    {
        var until = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        request.Lock.Queue.Add(request);
        request.Transaction.WaitsFor = request;
        var wakeUp = attention.UnsafeRegister(_ => WakeAll(), null);
        using var shown = BlockedSession.Show(request.Transaction, request.Table, request.Mode, Blockers(request).First());
        try
        {
            while (true)
            {
                attention.ThrowIfCancellationRequested();
                if (request.IsVictim)
                    throw MessageCatalog.ErrorWithState(1205, 45, request.Transaction.Spid, "lock");
                if (request.Lock.CanGrant(request.Transaction, request.Mode, request))
                {
                    request.Lock.Holders[request.Transaction] = request.Mode;
                    return;
                }
                if (Deadlock.FindVictim(request, Blockers) is { } victim)
                {
                    victim.IsVictim = true;
                    Monitor.PulseAll(gate);
                    if (victim == request)
                        continue;
                }
                var left = until - Environment.TickCount64;
                if (left <= 0)
                    throw MessageCatalog.ErrorWithState(1222, 45);
                Monitor.Wait(gate, (int)Math.Min(left, 1000));
            }
        }
        finally
        {
            // Not Dispose: that waits for a callback under way, which waits for the gate held here.
            wakeUp.Unregister();
            request.Transaction.WaitsFor = null;
            request.Lock.Queue.Remove(request);
            if (request.Lock.Holders.Count == 0 && request.Lock.Queue.Count == 0)
                locks.Remove(request.Table);
            Monitor.PulseAll(gate);
        }
    }

    private void WakeAll()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }

    /// <summary>The transactions that a request waits for: holders in its way, and waiters in its way that came before it.</summary>
    private static IEnumerable<SqlTransaction> Blockers(LockRequest request) =>
        request
            .Lock.Holders.Where(holder => holder.Key != request.Transaction && TableLock.Conflict(holder.Value, request.Mode))
            .Select(holder => holder.Key)
            .Concat(request.Lock.InFrontOf(request).Select(other => other.Transaction));

    private static LockWait Describe(LockRequest request) =>
        new(request.Transaction, Blockers(request).FirstOrDefault(), request.Table, request.Mode, request.Since);
}

/// <summary>One transaction's wait for a table that another holds.</summary>
/// <param name="Waiter">Who waits.</param>
/// <param name="Blocker">For whom; null in the moment before it is granted.</param>
/// <param name="Table">The table.</param>
/// <param name="Mode">The lock wanted.</param>
/// <param name="Since">When the wait began (milliseconds of <see cref="Environment.TickCount64"/>).</param>
internal sealed record LockWait(SqlTransaction Waiter, SqlTransaction? Blocker, Table Table, LockMode Mode, long Since);
