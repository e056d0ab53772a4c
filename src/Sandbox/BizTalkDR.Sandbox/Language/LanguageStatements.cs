using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Control;
using BizTalkDR.Sandbox.Language.Statements.Data;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Language.Statements.Modules;
using BizTalkDR.Sandbox.Language.Statements.Tables;

namespace BizTalkDR.Sandbox.Language;

/// <summary>The statements the language runs by itself.</summary>
internal static class LanguageStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        Assignments.AddTo(handlers);
        SelectStatements.AddTo(handlers);
        Inserts.AddTo(handlers);
        Updates.AddTo(handlers);
        Merges.AddTo(handlers);
        TableStatements.AddTo(handlers);
        AlterTables.AddTo(handlers);
        IndexStatements.AddTo(handlers);
        ModuleStatements.AddTo(handlers);
        DropStatements.AddTo(handlers);
        Executions.AddTo(handlers);
        Cursors.AddTo(handlers);
        Raising.AddTo(handlers);
        Settings.AddTo(handlers);
        Transactions.AddTo(handlers);
        ServerStatements.AddTo(handlers);
    }
}
