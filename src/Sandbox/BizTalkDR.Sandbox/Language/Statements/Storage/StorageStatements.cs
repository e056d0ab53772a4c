using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>The statements that the storage runs.</summary>
internal static class StorageStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<BackupStatement>(BackupStatements.Run);
        handlers.Add<RestoreStatement>(RestoreStatements.Run);
        handlers.Add<CreateDatabaseStatement>(CreateDatabaseStatements.Run);
        handlers.Add<DropDatabaseStatement>(CreateDatabaseStatements.Run);
        handlers.Add<AlterDatabaseStatement>(AlterDatabaseStatements.Run);
        AvailabilityGroupStatements.AddTo(handlers);
        EncryptionKeyStatements.AddTo(handlers);
        handlers.Add<CheckpointStatement>((context, _) => context.Database.CheckpointUnlessReadOnly());
    }

    /// <summary>Throws 226: the statement can't be part of a user's transaction.</summary>
    internal static void RefuseInTransaction(StatementContext context, string statement)
    {
        if (context.Session.TransactionCount > 0)
            throw MessageCatalog.Error(226, statement);
    }
}
