namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>Who holds a table and who waits for it. The lock manager's gate guards it.</summary>
internal sealed class TableLock
{
    internal Dictionary<LockOwner, LockMode> Holders { get; } = [];

    /// <summary>In the order of arrival.</summary>
    internal List<LockRequest> Queue { get; } = [];

    internal static bool Conflict(LockMode held, LockMode wanted) => held == LockMode.Exclusive || wanted == LockMode.Exclusive;

    internal bool IsHeld(LockOwner owner, LockMode mode) => Holders.TryGetValue(owner, out var held) && held >= mode;

    /// <summary>Whether a lock can be given now: no holder stands in its way, nor anyone who waits in front of it.</summary>
    /// <param name="owner">For whom.</param>
    /// <param name="mode">How.</param>
    /// <param name="before">The request's own place in the queue; null for one that has none yet.</param>
    internal bool CanGrant(LockOwner owner, LockMode mode, LockRequest? before) =>
        !Holders.Any(holder => holder.Key != owner && Conflict(holder.Value, mode)) && !InFrontOf(before, owner, mode).Any();

    internal IEnumerable<LockRequest> InFrontOf(LockRequest request) => InFrontOf(request, request.Owner, request.Mode);

    private IEnumerable<LockRequest> InFrontOf(LockRequest? request, LockOwner owner, LockMode mode) =>
        Holders.ContainsKey(owner) ? [] : Queue.TakeWhile(other => other != request).Where(other => Conflict(other.Mode, mode));
}

/// <summary>One wait for a lock.</summary>
internal sealed class LockRequest(object resource, TableLock held, LockOwner owner, LockMode mode)
{
    internal object Resource { get; } = resource;

    internal TableLock Lock { get; } = held;

    internal LockOwner Owner { get; } = owner;

    internal LockMode Mode { get; } = mode;

    internal long Since { get; } = Environment.TickCount64;

    /// <summary>Chosen to end a deadlock.</summary>
    internal bool IsVictim { get; set; }
}
