using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>WITH ROLLBACK IMMEDIATE, ROLLBACK AFTER n or NO_WAIT: what becomes of the sessions that stand in the way of ALTER DATABASE.</summary>
/// <param name="RollbackAfter">When the others are ended; null waits for them.</param>
/// <param name="NoWait">Fails at once when there are any.</param>
internal sealed record Termination(TimeSpan? RollbackAfter, bool NoWait)
{
    private static readonly TimeSpan ForConnectionsToClose = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForSessionsToEnd = TimeSpan.FromSeconds(10);

    /// <summary>Has the database for the session alone when it returns. Throws 5070 WITH NO_WAIT, 5061 when a session won't end.</summary>
    internal void TakeAlone(Database database, Caller session, CancellationToken attention)
    {
        if (!Others(database, session).Any())
            return;
        if (NoWait)
            throw MessageCatalog.Error(5070, database.Name);
        var isLeft = WaitUntilLeft(database, session, RollbackAfter ?? Timeout.InfiniteTimeSpan, attention);
        if (isLeft)
            return;
        foreach (var other in Others(database, session).ToArray())
            SessionEnd.Kill(other);
        if (WaitUntilLeft(database, session, ForConnectionsToClose, attention))
            return;
        foreach (var other in Others(database, session).ToArray())
            SessionEnd.Forget(other);
        if (!WaitUntilLeft(database, session, ForSessionsToEnd, attention))
            throw MessageCatalog.Error(5061, database.Name);
    }

    private static IEnumerable<Caller> Others(Database database, Caller session) => DatabaseUse.By(database, session);

    private static bool WaitUntilLeft(Database database, Caller session, TimeSpan limit, CancellationToken attention)
    {
        var started = Environment.TickCount64;
        while (Others(database, session).Any())
        {
            if (limit != Timeout.InfiniteTimeSpan && Environment.TickCount64 - started >= limit.TotalMilliseconds)
                return false;
            attention.WaitHandle.WaitOne(10);
            attention.ThrowIfCancellationRequested();
        }
        return true;
    }
}
