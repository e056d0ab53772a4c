namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>Who holds locks and waits for them: a transaction, as far as its locks go.</summary>
/// <param name="spid">The session that began it.</param>
internal abstract class LockOwner(int spid)
{
    /// <summary>The session that began it.</summary>
    internal int Spid { get; } = spid;

    /// <summary>SET DEADLOCK_PRIORITY of its session: the lowest of a cycle is given up.</summary>
    internal int DeadlockPriority { get; set; }

    /// <summary>The lock it waits for now, or null.</summary>
    internal LockRequest? WaitsFor { get; set; }

    /// <summary>How much there is to roll back.</summary>
    internal abstract int Work { get; }

    /// <summary>Shows that it waits, until what is returned is disposed of.</summary>
    internal abstract IDisposable ShowWait(object resource, LockMode mode, LockOwner blocker);
}
