using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>#tables, which end with the procedure that made them, and ##tables, which all sessions see.</summary>
internal static class TemporaryTables
{
    internal static Table Add(StatementContext context, string name, TableDefinition definition)
    {
        var table = new Table(null, definition);
        var session = context.Session;
        if (name.StartsWith("##", StringComparison.Ordinal))
        {
            if (!context.Instance.GlobalTemporaryTables.TryAdd(name, table))
                throw MessageCatalog.Error(2714, name);
            session.OwnedGlobalTables.Add(name);
            return table;
        }
        var scope = Owner(context);
        var hidden = session.TemporaryTables.GetValueOrDefault(name);
        if (hidden is not null && (scope is null || scope.TemporaryTables.Exists(own => own.Name.SameAs(name))))
            throw MessageCatalog.Error(2714, name);
        session.TemporaryTables[name] = table;
        scope?.TemporaryTables.Add((name, hidden));
        context.Transaction.OnUndo(() => Restore(context, scope, name, hidden));
        return table;
    }

    /// <summary>Drops a temporary table; false when there is none of that name.</summary>
    internal static bool Drop(StatementContext context, string name)
    {
        var session = context.Session;
        if (name.StartsWith("##", StringComparison.Ordinal))
            return context.Instance.GlobalTemporaryTables.TryRemove(name, out _);
        if (!session.TemporaryTables.Remove(name, out var table))
            return false;
        for (var scope = context; scope is not null; scope = scope.Caller)
        {
            var index = scope.TemporaryTables.FindLastIndex(own => own.Name.SameAs(name));
            if (index < 0)
                continue;
            if (scope.TemporaryTables[index].Hidden is { } hidden)
                session.TemporaryTables[name] = hidden;
            scope.TemporaryTables.RemoveAt(index);
            break;
        }
        context.Transaction.OnUndo(() => session.TemporaryTables[name] = table);
        return true;
    }

    /// <summary>The end of a procedure: its tables go, those they hid come back.</summary>
    internal static void End(StatementContext context)
    {
        foreach (var (name, hidden) in Enumerable.Reverse(context.TemporaryTables))
            if (hidden is null)
                context.Session.TemporaryTables.Remove(name);
            else
                context.Session.TemporaryTables[name] = hidden;
        context.TemporaryTables.Clear();
    }

    /// <summary>The procedure or dynamic batch that owns new tables; null for the session itself.</summary>
    private static StatementContext? Owner(StatementContext context) => context.Caller is null && context.Module is null ? null : context;

    private static void Restore(StatementContext context, StatementContext? scope, string name, Table? hidden)
    {
        scope?.TemporaryTables.RemoveAll(own => own.Name.SameAs(name));
        if (hidden is null)
            context.Session.TemporaryTables.Remove(name);
        else
            context.Session.TemporaryTables[name] = hidden;
    }
}
