namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>Who holds a table and who waits for it. The lock manager's gate guards it.</summary>
internal sealed class TableLock
{
    internal Dictionary<SqlTransaction, LockMode> Holders { get; } = [];

    /// <summary>In the order of arrival.</summary>
    internal List<LockRequest> Queue { get; } = [];

    internal static bool Conflict(LockMode held, LockMode wanted) => held == LockMode.Exclusive || wanted == LockMode.Exclusive;

    internal bool IsHeld(SqlTransaction transaction, LockMode mode) => Holders.TryGetValue(transaction, out var held) && held >= mode;

    /// <summary>Whether a lock can be given now: no holder stands in its way, nor anyone who waits in front of it.</summary>
    /// <param name="transaction">For whom.</param>
    /// <param name="mode">How.</param>
    /// <param name="before">The request's own place in the queue; null for one that has none yet.</param>
    internal bool CanGrant(SqlTransaction transaction, LockMode mode, LockRequest? before) =>
        !Holders.Any(holder => holder.Key != transaction && Conflict(holder.Value, mode)) && !InFrontOf(before, transaction, mode).Any();

    internal IEnumerable<LockRequest> InFrontOf(LockRequest request) => InFrontOf(request, request.Transaction, request.Mode);

    private IEnumerable<LockRequest> InFrontOf(LockRequest? request, SqlTransaction transaction, LockMode mode) =>
        Holders.ContainsKey(transaction) ? [] : Queue.TakeWhile(other => other != request).Where(other => Conflict(other.Mode, mode));
}

/// <summary>One wait for a lock.</summary>
internal sealed class LockRequest(Table table, TableLock held, SqlTransaction transaction, LockMode mode)
{
    internal Table Table { get; } = table;

    internal TableLock Lock { get; } = held;

    internal SqlTransaction Transaction { get; } = transaction;

    internal LockMode Mode { get; } = mode;

    internal long Since { get; } = Environment.TickCount64;

    /// <summary>Chosen to end a deadlock.</summary>
    internal bool IsVictim { get; set; }
}
