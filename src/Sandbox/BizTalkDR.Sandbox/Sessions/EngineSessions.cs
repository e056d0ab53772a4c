using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>The sessions of an instance.</summary>
internal static class EngineSessions
{
    extension(DatabaseEngine engine)
    {
        /// <summary>All sessions as of now, in the order of their ids.</summary>
        internal IEnumerable<SqlSession> AllSessions => engine.Sessions.All.Cast<SqlSession>();

        /// <summary>The locks of sp_getapplock.</summary>
        internal AppLocks AppLocks => engine.Parts.Get<AppLocks>();

        /// <summary>Opens a session. Throws 17809 when there is no id left, 53 when the instance does not run.</summary>
        internal SqlSession OpenSession(LoginContext login, LoginRequest request, Database database) =>
            engine.IsRunning
                ? engine.Sessions.Add(spid => new SqlSession(engine, spid, login, request, database))
                : throw MessageCatalog.Error(53, engine.Name);
    }
}
