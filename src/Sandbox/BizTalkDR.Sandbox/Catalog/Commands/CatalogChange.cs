using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>Makes a change to a database's catalog in the session's transaction, or in one of its own.</summary>
internal static class CatalogChange
{
    internal static void Make(SqlSession session, Action<SqlTransaction> change)
    {
        if (session.Transaction is { } open)
        {
            change(open);
            return;
        }
        var transaction = new SqlTransaction(session.Spid);
        try
        {
            change(transaction);
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }
}
