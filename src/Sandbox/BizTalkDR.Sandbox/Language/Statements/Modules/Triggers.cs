using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>AFTER triggers.</summary>
internal static class Triggers
{
    internal static void Fire(
        StatementContext context,
        Table table,
        List<(object?[]? Deleted, object?[]? Inserted)> changes,
        string verb,
        IReadOnlySet<string>? updated
    )
    {
        var database = table.Database!;
        var triggers = database.ModulesOf(table.Definition.Id);
        foreach (var trigger in triggers)
        {
            var body = ModuleText.Trigger(trigger);
            if (trigger.IsDisabled || !body.TriggerActions.Any(action => action.TriggerActionType.ToString().SameAs(verb)))
                continue;
            if (IsRunning(context, trigger, database))
                continue;
            Run(context, database, table, trigger, body, changes, updated);
        }
    }

    /// <summary>
    /// A trigger does not fire itself unless RECURSIVE_TRIGGERS is on. Two that fire each other do, down to the deepest level (217) (page CREATE TRIGGER,
    /// "Recursive triggers").
    /// </summary>
    private static bool IsRunning(StatementContext context, ModuleDefinition trigger, Database database)
    {
        if (database.Options.IsRecursiveTriggers)
            return false;
        for (var scope = context; scope is not null; scope = scope.Caller)
            if (scope.IsTrigger)
                return scope.Module?.Id == trigger.Id;
        return false;
    }

    private static void Run(
        StatementContext caller,
        Database database,
        Table table,
        ModuleDefinition trigger,
        TriggerStatementBody body,
        List<(object?[]? Deleted, object?[]? Inserted)> changes,
        IReadOnlySet<string>? updated
    )
    {
        var session = caller.Session;
        // Inside a trigger @@TRANCOUNT is never 0: an autocommit statement's own transaction is the user's for that time.
        var isLent = session.Transaction is null;
        if (isLent)
            (session.Transaction, session.TransactionCount) = (caller.Transaction, 1);
        var count = session.TransactionCount;
        var rowCount = session.RowCount;
        session.RowCount = changes.Count;
        var context = new StatementContext(session, caller.Sink, caller.Attention, caller)
        {
            Module = trigger,
            ProcedureName = trigger.Name,
            NestLevel = ProcedureScope.NextLevel(caller),
            IsTrigger = true,
            UpdatedColumns = updated,
            PrivateTables =
            {
                ["inserted"] = Copy(table, changes.Select(change => change.Inserted)),
                ["deleted"] = Copy(table, changes.Select(change => change.Deleted)),
            },
        };
        try
        {
            ProcedureScope.Run(context, database, trigger, () => StatementExecutor.RunAll(context, body.StatementList.Statements));
            if (session.TransactionCount < count)
                throw MessageCatalog.Error(3609);
        }
        finally
        {
            session.RowCount = rowCount;
            if (isLent && session.Transaction is not null)
                (session.Transaction, session.TransactionCount) = (null, 0);
        }
    }

    private static Table Copy(Table table, IEnumerable<object?[]?> rows)
    {
        var columns = table
            .Definition.Columns.Select(column => column with { Identity = null, ComputedText = null, DefaultText = null })
            .ToArray();
        var copy = new Table(null, table.Definition with { Columns = columns, Keys = [], Checks = [], ForeignKeys = [] });
        var transaction = new SqlTransaction(0);
        foreach (var row in rows)
            if (row is not null)
                copy.Insert(transaction, row);
        transaction.Commit();
        return copy;
    }
}
