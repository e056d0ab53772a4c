using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>
/// Which statements are minimally logged under the bulk-logged recovery model: SELECT INTO, INSERT ... SELECT WITH (TABLOCK) into a heap or an empty
/// table, building and rebuilding indexes, each if there are rows at all
/// (https://learn.microsoft.com/sql/relational-databases/logs/the-transaction-log-sql-server, "Operations that can be minimally logged", and
/// https://learn.microsoft.com/sql/relational-databases/import-export/prerequisites-for-minimal-logging-in-bulk-import).
/// </summary>
internal static class MinimalLogging
{
    /// <summary>Notes that a statement wrote rows or index pages without logging each.</summary>
    internal static void Note(StatementContext context, Table table, bool hasRows)
    {
        if (hasRows)
            table.Database?.WriteBulkOperation(context.Transaction);
    }

    /// <summary>Whether an INSERT is minimally logged, asked before it writes.</summary>
    internal static bool IsOf(InsertSpecification insert, Table table) =>
        insert is { InsertSource: SelectInsertSource, Target: NamedTableReference target }
        && target.TableHints.Any(hint => hint.HintKind is TableHintKind.TabLock or TableHintKind.TabLockX)
        && (!table.Definition.Keys.Any(key => key.IsClustered) || HasNoRows(table));

    internal static bool HasRows(Table table) => !HasNoRows(table);

    private static bool HasNoRows(Table table) => !table.Scan().Any();
}
