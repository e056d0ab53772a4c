using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Alteration;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>ALTER DATABASE as it is written.</summary>
internal static class AlterDatabaseStatements
{
    internal static void Run(StatementContext context, AlterDatabaseStatement statement)
    {
        StorageStatements.RefuseInTransaction(context, "ALTER DATABASE");
        try
        {
            Alter(context, statement);
        }
        catch (SqlServerException cause) when (cause.Error.Number is not 226)
        {
            throw new SqlServerException(cause.Error, [.. cause.Following, MessageCatalog.Message(5069)]);
        }
    }

    private static void Alter(StatementContext context, AlterDatabaseStatement statement)
    {
        var name = statement.UseCurrent ? context.Database.Name : statement.DatabaseName.Value;
        var database = context.Instance.FindDatabase(name) ?? throw MessageCatalog.Error(5011, name);
        if (!Permissions.MayAlter(context.Session, database))
            throw MessageCatalog.Error(5011, name);
        if (database.State == DatabaseState.Restoring)
            throw MessageCatalog.Error(5052, "ALTER DATABASE", "Restoring");
        Reach(context, name, FaultMoment.Before);
        Change(context, database, statement);
        Reach(context, name, FaultMoment.After);
    }

    private static void Reach(StatementContext context, string database, FaultMoment moment) =>
        FaultPlace.Reach(
            context.Session,
            FaultPoint.Alter,
            database,
            moment,
            () => MessageCatalog.Error(5061, database),
            context.Attention
        );

    private static void Change(StatementContext context, Database database, AlterDatabaseStatement statement)
    {
        switch (statement)
        {
            case AlterDatabaseSetStatement set:
                OptionChange.Apply(context.Session, database, set, context.Attention);
                break;
            case AlterDatabaseModifyNameStatement rename:
                DatabaseNaming.Rename(context.Session, database, rename.NewDatabaseName.Value);
                context.Send(5021, "database", rename.NewDatabaseName.Value);
                break;
            case AlterDatabaseCollateStatement collate:
                DatabaseNaming.SetCollation(context.Session, database, collate.Collation.Value);
                break;
            case AlterDatabaseModifyFileStatement modify:
                if (FileChange.Modify(database, FileSpecifications.Of(context, modify.FileDeclaration)) is { } moved)
                    context.Send(5018, moved);
                break;
            case AlterDatabaseAddFileStatement add:
                foreach (var file in add.FileDeclarations)
                    FileChange.Add(
                        database,
                        FileSpecifications.Of(context, file) with
                        {
                            FileGroup = add.FileGroup?.Value ?? "PRIMARY",
                        },
                        add.IsLog
                    );
                break;
            case AlterDatabaseRemoveFileStatement remove:
                FileChange.Remove(database, remove.File.Value);
                context.Send(5044, "file", remove.File.Value);
                break;
            case AlterDatabaseAddFileGroupStatement:
                break;
            default:
                throw MessageCatalog.Error(5008);
        }
    }
}
