using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>Who uses a database: what stands in the way of dropping, restoring or taking it for one's own.</summary>
internal static class DatabaseUse
{
    /// <summary>The sessions, other than one, that are in the database.</summary>
    internal static IEnumerable<SqlSession> By(Database database, SqlSession? exceptFor = null) =>
        database.Instance.Sessions.Values.Where(session =>
            session != exceptFor && (session.Database == database || session.Transaction?.Touches(database) == true)
        );
}
