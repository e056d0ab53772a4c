namespace BizTalkDR.Sandbox.Language.Statements;

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
