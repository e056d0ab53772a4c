using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>Who uses a database: what stands in the way of dropping, restoring or taking it for one's own.</summary>
internal static class DatabaseUse
{
    /// <summary>Throws 3102 when the asking session itself is in the database, 3101 when another is.</summary>
    internal static void TakeExclusive(Database database, Caller session, string statement)
    {
        if (session.Database == database)
            throw MessageCatalog.Error(3102, statement, database.Name);
        if (By(database, session).Any())
            throw MessageCatalog.Error(3101);
    }

    /// <summary>The sessions, other than one, that are in the database, or back it up or restore it.</summary>
    internal static IEnumerable<Caller> By(Database database, Caller? exceptFor = null) =>
        database
            .Instance.Sessions.All.Where(session => session.Database == database || session.Transaction?.Touches(database) == true)
            .Concat(database.Workers.Keys)
            .Where(session => session != exceptFor);
}
