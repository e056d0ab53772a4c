namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>Ends a session from another one, as KILL does.</summary>
internal static class SessionEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>A running request ends as after an attention; a connection closes, which ends its session.</summary>
    internal static void Kill(Caller session)
    {
        try
        {
            session.Killed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Ends a killed session that is idle and that no connection has closed: one of the server's own.</summary>
    internal static void Forget(Caller session)
    {
        if (session.Running is null && session.Instance.Sessions.Remove(session))
            session.Transaction?.Rollback();
    }

    /// <summary>Ends all sessions of an instance that stops, those of its own among them.</summary>
    internal static async Task EndAllAsync(DatabaseEngine engine)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (engine.Sessions.All is { Count: > 0 } left)
        {
            foreach (var session in left)
            {
                Kill(session);
                Forget(session);
                // What it runs does not look whether it is to end: the instance is gone, and its session with it.
                if (Environment.TickCount64 > until && engine.Sessions.Remove(session) && session.Transaction is { IsEnded: false } open)
                    open.Rollback();
            }
            await Task.Delay(Pace).ConfigureAwait(false);
        }
    }
}
