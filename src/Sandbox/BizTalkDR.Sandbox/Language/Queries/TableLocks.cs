using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Locking;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>What locks a statement takes, out of table hints and the isolation level.</summary>
internal static class TableLocks
{
    internal static void ForReading(StatementContext context, Table table, TableHintKind[] hints, bool isWritten)
    {
        if (table.Database is null)
            return;
        if (isWritten || hints.Any(hint => hint is TableHintKind.UpdLock or TableHintKind.XLock or TableHintKind.TabLockX))
            Lock(context, table, LockMode.Exclusive);
        else if (!ReadsUncommitted(context, table, hints))
            Lock(context, table, LockMode.Shared, Keeps(context, hints));
    }

    internal static void ForWriting(StatementContext context, Table table)
    {
        if (table.Database is not null)
            Lock(context, table, LockMode.Exclusive);
    }

    /// <summary>Whether a shared lock outlives its statement.</summary>
    private static bool Keeps(StatementContext context, TableHintKind[] hints) =>
        hints.Any(hint => hint is TableHintKind.HoldLock or TableHintKind.Serializable or TableHintKind.RepeatableRead)
        || context.Session.Settings.Isolation is TransactionIsolation.RepeatableRead or TransactionIsolation.Serializable;

    private static void Lock(StatementContext context, Table table, LockMode mode, bool isKept = false)
    {
        if (context.IsDry)
            return;
        var settings = context.Session.Settings;
        context.Transaction.DeadlockPriority = settings.DeadlockPriority;
        context.Transaction.Lock(table, mode, context.Attention, settings.LockTimeout, isKept);
    }

    private static bool ReadsUncommitted(StatementContext context, Table table, TableHintKind[] hints)
    {
        if (hints.Any(hint => hint is TableHintKind.NoLock or TableHintKind.ReadUncommitted))
            return true;
        if (
            hints.Any(hint =>
                hint
                    is TableHintKind.HoldLock
                        or TableHintKind.Serializable
                        or TableHintKind.RepeatableRead
                        or TableHintKind.ReadCommittedLock
                        or TableHintKind.ReadCommitted
            )
        )
            return false;
        var isolation = context.Session.Settings.Isolation;
        return isolation == TransactionIsolation.ReadUncommitted;
    }
}
