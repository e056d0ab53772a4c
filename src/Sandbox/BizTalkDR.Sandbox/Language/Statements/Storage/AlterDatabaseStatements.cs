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
        CheckState(database, statement);
        Reach(context, name, FaultMoment.Before);
        Change(context, database, statement);
        if (context.Session.Database == database && database.State == DatabaseState.Offline)
            LeaveForMaster(context);
        Reach(context, name, FaultMoment.After);
    }

    /// <summary>
    /// 5052 while it is being restored; 5063 as a warm standby, which only goes offline, online, or gets other users; 942 offline for all but its options
    /// and the paths of its files ("ALTER DATABASE File and Filegroup Options", moving files).
    /// </summary>
    private static void CheckState(Database database, AlterDatabaseStatement statement)
    {
        if (database.State == DatabaseState.Restoring)
            throw MessageCatalog.Error(5052, "ALTER DATABASE", "Restoring");
        if (database.IsInStandby && !IsAllowedInStandby(statement))
            throw MessageCatalog.Error(5063, database.Name);
        if (statement is not (AlterDatabaseSetStatement or AlterDatabaseModifyFileStatement))
            DatabaseAccess.CheckState(database);
    }

    private static bool IsAllowedInStandby(AlterDatabaseStatement statement) =>
        statement is AlterDatabaseSetStatement set
        && set.Options.All(option =>
            option.OptionKind
                is DatabaseOptionKind.Offline
                    or DatabaseOptionKind.Online
                    or DatabaseOptionKind.SingleUser
                    or DatabaseOptionKind.RestrictedUser
                    or DatabaseOptionKind.MultiUser
        );

    /// <summary>The session's own database has gone offline.</summary>
    private static void LeaveForMaster(StatementContext context)
    {
        var session = context.Session;
        var master = context.Instance.FindDatabase("master")!;
        context.Sink.DatabaseChanged(session.Database.Name, master.Name);
        session.Database = master;
        context.Send(5068);
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
                            FileGroup = add.FileGroup?.Value ?? FileGroupChange.DefaultOf(database).Name,
                        },
                        add.IsLog
                    );
                break;
            case AlterDatabaseRemoveFileStatement remove:
                FileChange.Remove(database, remove.File.Value);
                context.Send(5044, "file", remove.File.Value);
                break;
            case AlterDatabaseAddFileGroupStatement { ContainsFileStream: true }:
                throw MessageCatalog.Error(40517, "CONTAINS FILESTREAM");
            case AlterDatabaseAddFileGroupStatement { ContainsMemoryOptimizedData: true }:
                throw MessageCatalog.Error(40517, "CONTAINS MEMORY_OPTIMIZED_DATA");
            case AlterDatabaseAddFileGroupStatement group:
                FileGroupChange.Add(database, group.FileGroup.Value);
                break;
            case AlterDatabaseRemoveFileGroupStatement gone:
                FileGroupChange.Remove(database, gone.FileGroup.Value);
                context.Send(5044, "filegroup", gone.FileGroup.Value);
                break;
            case AlterDatabaseModifyFileGroupStatement { NewFileGroupName: { } renamed } named:
                FileGroupChange.Rename(database, named.FileGroup.Value, renamed.Value);
                context.Send(5021, "filegroup", renamed.Value);
                break;
            case AlterDatabaseModifyFileGroupStatement { MakeDefault: true } chosen:
                FileGroupChange.MakeDefault(database, chosen.FileGroup.Value);
                context.Send(5046, "filegroup", "DEFAULT");
                break;
            default:
                throw MessageCatalog.Error(5008);
        }
    }
}
