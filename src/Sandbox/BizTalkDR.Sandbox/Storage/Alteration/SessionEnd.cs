namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>Ends a session from another one, as KILL does.</summary>
internal static class SessionEnd
{
    /// <summary>A running request ends as after an attention; a connection closes, which ends its session.</summary>
    internal static void Kill(Caller session) => session.Killed.Cancel();

    /// <summary>Ends a killed session that is idle and that no connection has closed: one of the server's own.</summary>
    internal static void Forget(Caller session)
    {
        if (session.Running is null && session.Instance.Sessions.Remove(session))
            session.Transaction?.Rollback();
    }
}
