using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Requests;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>CREATE DATABASE and DROP DATABASE as they are written.</summary>
internal static class CreateDatabaseStatements
{
    internal static void Run(StatementContext context, CreateDatabaseStatement statement)
    {
        StorageStatements.RefuseInTransaction(context, "CREATE DATABASE");
        Permissions.CheckCreateDatabase(context.Session);
        if (statement.DatabaseSnapshot is not null)
            throw MessageCatalog.Error(1844, "Database Snapshot", "this edition of SQL Server");
        if (statement.AttachMode != AttachMode.None)
            throw MessageCatalog.Error(1844, "CREATE DATABASE FOR ATTACH", "this edition of SQL Server");
        var request = new CreateDatabaseRequest
        {
            Name = statement.DatabaseName.Value,
            DataFiles = [.. statement.FileGroups.SelectMany(group => DataFiles(context, group))],
            LogFiles = [.. statement.LogOn.Select(file => FileSpecifications.Of(context, file))],
            Collation = statement.Collation?.Value,
            IsTrustworthy = OnOff(statement, DatabaseOptionKind.Trustworthy),
            IsDbChaining = OnOff(statement, DatabaseOptionKind.DBChaining),
        };
        DatabaseCreation.Create(context.Instance, context.Session.Login.Sid, request);
    }

    /// <summary>Several names: each is dropped on its own, an error ends the statement there.</summary>
    internal static void Run(StatementContext context, DropDatabaseStatement statement)
    {
        StorageStatements.RefuseInTransaction(context, "DROP DATABASE");
        foreach (var name in statement.Databases.Select(name => name.Value))
            if (!statement.IsIfExists || context.Instance.FindDatabase(name) is not null)
            {
                if (context.Instance.FindDatabase(name) is { } database && !Permissions.MayAlter(context.Session, database))
                    throw MessageCatalog.Error(3701, "drop", "database", name);
                Reach(context, name, FaultMoment.Before);
                DatabaseCreation.Drop(context.Instance, name);
                Reach(context, name, FaultMoment.After);
            }
    }

    private static void Reach(StatementContext context, string database, FaultMoment moment) =>
        FaultPlace.Reach(
            context.Session,
            FaultPoint.Drop,
            database,
            moment,
            () => MessageCatalog.Error(3702, "drop", "database", database),
            context.Attention
        );

    private static IEnumerable<FileSpecification> DataFiles(StatementContext context, FileGroupDefinition group) =>
        group.FileDeclarations.Select(file => FileSpecifications.Of(context, file) with { FileGroup = group.Name?.Value ?? "PRIMARY" });

    private static bool? OnOff(CreateDatabaseStatement statement, DatabaseOptionKind kind) =>
        statement.Options.OfType<OnOffDatabaseOption>().FirstOrDefault(option => option.OptionKind == kind) is { } option
            ? option.OptionState == OptionState.On
            : null;
}
