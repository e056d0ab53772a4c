using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>What surrounds a running module: its database, its SET options, its temporary tables, all given back at its end.</summary>
internal static class ProcedureScope
{
    internal const int DeepestLevel = 32;

    /// <summary>The nesting level of what a context calls. Throws 217 when it is too deep.</summary>
    internal static int NextLevel(StatementContext caller) =>
        caller.NestLevel < DeepestLevel ? caller.NestLevel + 1 : throw MessageCatalog.Error(217, DeepestLevel);

    /// <summary>Runs a body inside the scope of a context. An error that only ends this scope ends here.</summary>
    /// <returns>Whether the body came to its end.</returns>
    internal static bool Run(StatementContext context, Database? database, ModuleDefinition? module, Action body)
    {
        var session = context.Session;
        var (settings, ownDatabase, outer) = (session.Settings, session.Database, session.Context);
        session.Context = context;
        if (database is not null)
            session.Database = database;
        if (module is not null)
            session.Settings = settings with { QuotedIdentifier = module.QuotedIdentifier, AnsiNulls = module.AnsiNulls };
        try
        {
            body();
            return true;
        }
        catch (ScopeAborted aborted) when (aborted.Origin == context)
        {
            return false;
        }
        finally
        {
            TemporaryTables.End(context);
            DropLocalCursors(context);
            // SET options end with the scope; the isolation level does too.
            (session.Settings, session.Context) = (settings, outer);
            if (session.Database != ownDatabase && (database is not null || context.Caller is not null))
                RestoreDatabase(context, ownDatabase, isSilent: database is not null);
        }
    }

    internal static void DropLocalCursors(StatementContext context) => context.Cursors.Clear();

    private static void RestoreDatabase(StatementContext context, Database before, bool isSilent)
    {
        var session = context.Session;
        var inner = session.Database;
        session.Database = before;
        if (!isSilent)
            context.Sink.DatabaseChanged(inner.Name, before.Name);
    }
}
