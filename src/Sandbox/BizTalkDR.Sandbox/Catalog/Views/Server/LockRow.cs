using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Locking;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>A lock held or waited for: a table's, an application's, or the shared lock of a session on the database it is in.</summary>
internal sealed record LockRow(
    int Spid,
    string ResourceType,
    int DatabaseId,
    string Description,
    int ObjectId,
    string Mode,
    bool IsWaiting,
    string OwnerType,
    long OwnerId
)
{
    /// <summary>The type as sp_lock abbreviates it.</summary>
    internal string ShortType =>
        ResourceType switch
        {
            "DATABASE" => "DB  ",
            "OBJECT" => "TAB ",
            _ => "APP ",
        };

    internal static IEnumerable<LockRow> Of(DatabaseEngine instance)
    {
        var sessions = instance.Sessions.All;
        foreach (var session in sessions)
            yield return new LockRow(session.Spid, "DATABASE", session.Database.Id, "", 0, "S", false, "SHARED_TRANSACTION_WORKSPACE", 0);
        foreach (var session in sessions)
            if (session.Transaction is { } transaction)
                foreach (var (table, mode) in instance.Host.Locks.HeldBy(transaction))
                    yield return OfTable(session.Spid, transaction, (Table)table, mode, false);
        foreach (var wait in instance.Host.Locks.Waits)
            if (wait.Resource is Table table && table.Database?.Instance == instance)
                yield return OfTable(SpidOf(instance, wait.Waiter), (SqlTransaction)wait.Waiter, table, wait.Mode, true);
        foreach (var (session, resource, mode, isOfTransaction) in instance.AppLocks.Snapshot())
            yield return OfApplication(session.Spid, resource, mode, isOfTransaction, false);
        foreach (var (session, resource, mode, isOfTransaction) in instance.AppLocks.Waiting())
            yield return OfApplication(session.Spid, resource, mode, isOfTransaction, true);
    }

    private static LockRow OfApplication(int spid, AppLockResource resource, AppLockMode mode, bool isOfTransaction, bool isWaiting) =>
        new(
            spid,
            "APPLICATION",
            resource.DatabaseId,
            $"0:[{resource.Name}]:",
            0,
            ShortMode(mode),
            isWaiting,
            isOfTransaction ? "TRANSACTION" : "SESSION",
            0
        );

    private static int SpidOf(DatabaseEngine instance, LockOwner waiter) =>
        instance.Sessions.Find((SqlTransaction)waiter)?.Spid ?? waiter.Spid;

    private static LockRow OfTable(int spid, SqlTransaction transaction, Table table, LockMode mode, bool isWaiting) =>
        new(
            spid,
            "OBJECT",
            table.Database?.Id ?? 2,
            "",
            table.Definition.Id,
            mode == LockMode.Exclusive ? "X" : "S",
            isWaiting,
            "TRANSACTION",
            transaction.Id
        );

    private static string ShortMode(AppLockMode mode) =>
        mode switch
        {
            AppLockMode.IntentShared => "IS",
            AppLockMode.Shared => "S",
            AppLockMode.Update => "U",
            AppLockMode.IntentExclusive => "IX",
            _ => "X",
        };
}
