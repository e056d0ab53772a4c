namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>Finds cycles among transactions that wait for each other.</summary>
internal static class Deadlock
{
    /// <summary>
    /// The request to give up when this one closes a cycle, or null: the one with the lowest DEADLOCK_PRIORITY, then the one with the
    /// least to roll back, then this one.
    /// </summary>
    internal static LockRequest? FindVictim(LockRequest request, Func<LockRequest, IEnumerable<LockOwner>> blockersOf)
    {
        var path = new List<LockRequest>();
        if (!FindCycle(request, request.Owner, blockersOf, path, []))
            return null;
        if (path.Any(member => member.IsVictim))
            return null;
        return path.OrderBy(member => member.Owner.DeadlockPriority)
            .ThenBy(member => member.Owner.Work)
            .ThenBy(member => member == request ? 0 : 1)
            .First();
    }

    private static bool FindCycle(
        LockRequest request,
        LockOwner start,
        Func<LockRequest, IEnumerable<LockOwner>> blockersOf,
        List<LockRequest> path,
        HashSet<LockOwner> seen
    )
    {
        path.Add(request);
        foreach (var blocker in blockersOf(request))
        {
            if (blocker == start)
                return true;
            if (seen.Add(blocker) && blocker.WaitsFor is { } next && FindCycle(next, start, blockersOf, path, seen))
                return true;
        }
        path.RemoveAt(path.Count - 1);
        return false;
    }
}
