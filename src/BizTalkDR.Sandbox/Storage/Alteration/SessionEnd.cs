using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>Ends a session from another one, as KILL does.</summary>
internal static class SessionEnd
{
    /// <summary>
    /// A running request ends as after an attention and the connection closes; an idle session that no connection owns is closed here.
    /// </summary>
    internal static void Kill(SqlSession session)
    {
        session.Killed.Cancel();
        if (session.Running is null && session.Instance.Sessions.TryRemove(session.Spid, out _))
            session.Transaction?.Rollback();
    }
}
