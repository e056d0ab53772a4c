using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>
/// The table locks of the whole sandbox: a distributed transaction holds locks in several instances, so one manager sees every cycle.
/// Waiters are served in their order, except that a transaction that holds the table already and wants more comes first.
/// </summary>
internal sealed class LockManager
{
    private readonly object gate = new();
    private readonly Dictionary<object, TableLock> locks = [];

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
    internal IReadOnlyList<(object Resource, LockMode Mode)> HeldBy(LockOwner owner)
    {
        lock (gate)
            return [.. locks.Where(pair => pair.Value.Holders.ContainsKey(owner)).Select(pair => (pair.Key, pair.Value.Holders[owner]))];
    }

    /// <summary>Waits for a lock. Throws 1205 to the victim of a deadlock, 1222 when the time is over.</summary>
    /// <param name="resource">What to lock.</param>
    /// <param name="owner">For whom.</param>
    /// <param name="mode">How.</param>
    /// <param name="attention">Ends the wait.</param>
    /// <param name="timeoutMilliseconds">LOCK_TIMEOUT: -1 waits without end, 0 not at all.</param>
    internal void Acquire(object resource, LockOwner owner, LockMode mode, int timeoutMilliseconds, CancellationToken attention)
    {
        lock (gate)
        {
            attention.ThrowIfCancellationRequested();
            if (!locks.TryGetValue(resource, out var held))
                locks.Add(resource, held = new TableLock());
            if (held.IsHeld(owner, mode))
                return;
            if (held.CanGrant(owner, mode, before: null))
                held.Holders[owner] = mode;
            else
                Wait(new LockRequest(resource, held, owner, mode), timeoutMilliseconds, attention);
        }
    }

    /// <summary>Gives back a transaction's locks on some tables.</summary>
    internal void Release(LockOwner owner, IEnumerable<object> resources)
    {
        lock (gate)
        {
            foreach (var resource in resources)
            {
                if (!locks.TryGetValue(resource, out var held))
                    continue;
                held.Holders.Remove(owner);
                if (held.Holders.Count == 0 && held.Queue.Count == 0)
                    locks.Remove(resource);
            }
            Monitor.PulseAll(gate);
        }
    }

    private void Wait(LockRequest request, int timeoutMilliseconds, CancellationToken attention)
    {
        var until = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        request.Lock.Queue.Add(request);
        request.Owner.WaitsFor = request;
        var wakeUp = attention.UnsafeRegister(_ => WakeAll(), null);
        using var shown = request.Owner.ShowWait(request.Resource, request.Mode, Blockers(request).First());
        try
        {
            while (true)
            {
                attention.ThrowIfCancellationRequested();
                if (request.IsVictim)
                    throw MessageCatalog.ErrorWithState(1205, 45, request.Owner.Spid, "lock");
                if (request.Lock.CanGrant(request.Owner, request.Mode, request))
                {
                    request.Lock.Holders[request.Owner] = request.Mode;
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
            request.Owner.WaitsFor = null;
            request.Lock.Queue.Remove(request);
            if (request.Lock.Holders.Count == 0 && request.Lock.Queue.Count == 0)
                locks.Remove(request.Resource);
            Monitor.PulseAll(gate);
        }
    }

    private void WakeAll()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }

    /// <summary>The transactions that a request waits for: holders in its way, and waiters in its way that came before it.</summary>
    private static IEnumerable<LockOwner> Blockers(LockRequest request) =>
        request
            .Lock.Holders.Where(holder => holder.Key != request.Owner && TableLock.Conflict(holder.Value, request.Mode))
            .Select(holder => holder.Key)
            .Concat(request.Lock.InFrontOf(request).Select(other => other.Owner));

    private static LockWait Describe(LockRequest request) =>
        new(request.Owner, Blockers(request).FirstOrDefault(), request.Resource, request.Mode, request.Since);
}

/// <summary>One transaction's wait for a table that another holds.</summary>
/// <param name="Waiter">Who waits.</param>
/// <param name="Blocker">For whom; null in the moment before it is granted.</param>
/// <param name="Resource">The table.</param>
/// <param name="Mode">The lock wanted.</param>
/// <param name="Since">When the wait began (milliseconds of <see cref="Environment.TickCount64"/>).</param>
internal sealed record LockWait(LockOwner Waiter, LockOwner? Blocker, object Resource, LockMode Mode, long Since);
