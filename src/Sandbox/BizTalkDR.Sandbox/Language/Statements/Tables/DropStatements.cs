using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using TableDefinition = BizTalkDR.Sandbox.Storage.Definitions.TableDefinition;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>DROP TABLE, PROCEDURE, VIEW, FUNCTION, TRIGGER, SYNONYM, SCHEMA and TYPE.</summary>
internal static class DropStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<DropTableStatement>((context, statement) => Drop(context, statement, "table", entry => entry is TableDefinition));
        handlers.Add<DropProcedureStatement>(
            (context, statement) => Drop(context, statement, "procedure", entry => entry is ModuleDefinition { Kind: ModuleKind.Procedure })
        );
        handlers.Add<DropViewStatement>(
            (context, statement) => Drop(context, statement, "view", entry => entry is ModuleDefinition { Kind: ModuleKind.View })
        );
        handlers.Add<DropFunctionStatement>((context, statement) => Drop(context, statement, "function", IsFunction));
        handlers.Add<DropTriggerStatement>(
            (context, statement) => Drop(context, statement, "trigger", entry => entry is ModuleDefinition { Kind: ModuleKind.Trigger })
        );
        handlers.Add<DropSynonymStatement>(
            (context, statement) => Drop(context, statement, "synonym", entry => entry is SynonymDefinition)
        );
        handlers.Add<DropSchemaStatement>(DropSchema);
        handlers.Add<DropTypeStatement>(DropType);
    }

    private static bool IsFunction(CatalogEntry entry) =>
        entry is ModuleDefinition { Kind: ModuleKind.ScalarFunction or ModuleKind.TableFunction or ModuleKind.InlineTableFunction };

    private static void Drop(StatementContext context, DropObjectsStatement statement, string kind, Func<CatalogEntry, bool> isKind)
    {
        foreach (var name in statement.Objects)
        {
            if (name.BaseIdentifier.Value.StartsWith('#') && kind == "table")
            {
                if (!TemporaryTables.Drop(context, name.BaseIdentifier.Value) && !statement.IsIfExists)
                    throw NotFound(kind, name);
                continue;
            }
            var database = name.DatabaseIdentifier?.Value is { Length: > 0 } other
                ? ObjectResolver.FindDatabase(context, other)
                : context.Database;
            var entry = database?.Find(name.SchemaIdentifier?.Value is { Length: > 0 } schema ? schema : "dbo", name.BaseIdentifier.Value);
            if (entry is null || !isKind(entry))
            {
                if (statement.IsIfExists)
                    continue;
                throw NotFound(kind, name);
            }
            Remove(context, database!, entry);
        }
        context.EndStatement(StatementKind.Other, null);
    }

    private static SqlServerException NotFound(string kind, SchemaObjectName name) =>
        MessageCatalog.ErrorWithState(3701, 5, "drop", kind, ObjectResolver.Show(name));

    private static void Remove(StatementContext context, Database database, SchemaEntry entry)
    {
        if (entry is TableDefinition table)
        {
            var isReferenced = database
                .Entries.OfType<TableDefinition>()
                .Any(other =>
                    other.Id != table.Id
                    && other.ForeignKeys.Any(key => key.ReferencedTable.SameAs(table.Name) && key.ReferencedSchema.SameAs(table.Schema))
                );
            if (isReferenced)
                throw MessageCatalog.Error(3726, table.Name);
            TableLocks.ForWriting(context, database.GetTable(table));
            foreach (var trigger in database.ModulesOf(table.Id))
                database.Remove(context.Transaction, trigger);
        }
        database.Remove(context.Transaction, entry);
    }

    private static void DropSchema(StatementContext context, DropSchemaStatement statement)
    {
        var name = statement.Schema.BaseIdentifier.Value;
        var database = context.Database;
        var schema = database.Entries.OfType<SchemaDefinition>().FirstOrDefault(entry => entry.Name.SameAs(name));
        if (schema is null)
        {
            if (statement.IsIfExists)
                return;
            throw MessageCatalog.Error(15151, "drop", "schema", name);
        }
        if (database.Entries.OfType<SchemaEntry>().FirstOrDefault(entry => entry.Schema.SameAs(name)) is { } owned)
            throw MessageCatalog.Error(3729, name, owned.Name);
        database.Remove(context.Transaction, schema);
        context.EndStatement(StatementKind.Other, null);
    }

    private static void DropType(StatementContext context, DropTypeStatement statement)
    {
        var database = TableBuilder.DatabaseOf(context, statement.Name);
        var entry = database.Find(statement.Name.SchemaIdentifier?.Value ?? "dbo", statement.Name.BaseIdentifier.Value);
        if (entry is UserTypeDefinition)
            database.Remove(context.Transaction, entry);
        else if (!statement.IsIfExists)
            throw NotFound("type", statement.Name);
        context.EndStatement(StatementKind.Other, null);
    }
}
