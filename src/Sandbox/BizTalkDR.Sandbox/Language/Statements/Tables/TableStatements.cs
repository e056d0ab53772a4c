using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>CREATE TABLE, SCHEMA, SYNONYM and TYPE.</summary>
internal static class TableStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateTableStatement>(CreateTable);
        handlers.Add<CreateSchemaStatement>(CreateSchema);
        handlers.Add<CreateSynonymStatement>(CreateSynonym);
        handlers.Add<CreateTypeUddtStatement>(CreateType);
    }

    private static void CreateTable(StatementContext context, CreateTableStatement statement)
    {
        var name = statement.SchemaObjectName;
        CheckFileGroup(context, name, statement.OnFileGroupOrPartitionScheme);
        CheckFileGroup(context, name, statement.TextImageOn);
        var table = TableBuilder.Create(
            context,
            name,
            (database, schema, id) => TableBuilder.Build(context, database, name.BaseIdentifier.Value, schema, statement.Definition, id)
        );
        if (table.Database is { } owner)
            RequireReferences(owner, table.Definition);
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    /// <summary>Throws 1921 for a filegroup that the table's database does not have.</summary>
    private static void CheckFileGroup(StatementContext context, SchemaObjectName table, FileGroupOrPartitionScheme? on)
    {
        if (on?.PartitionSchemeColumns.Count > 0)
            throw ExpressionBinder.Unsupported("a table on a partition scheme");
        CheckFileGroup(context, table, on?.Name);
    }

    private static void CheckFileGroup(StatementContext context, SchemaObjectName table, IdentifierOrValueExpression? name)
    {
        if (name is null || table.BaseIdentifier.Value.StartsWith('#') || name.Value.SameAs("DEFAULT"))
            return;
        if (!TableBuilder.DatabaseOf(context, table).Options.FileGroups.Any(group => group.Name.SameAs(name.Value)))
            throw MessageCatalog.Error(1921, "filegroup", name.Value);
    }

    internal static void RequireReferences(Database database, BizTalkDR.Sandbox.Storage.Definitions.TableDefinition table)
    {
        foreach (var key in table.ForeignKeys)
            if (database.Find(key.ReferencedSchema, key.ReferencedTable) is not BizTalkDR.Sandbox.Storage.Definitions.TableDefinition)
                throw MessageCatalog.Error(1767, key.Name, key.ReferencedTable);
    }

    private static void CreateSchema(StatementContext context, CreateSchemaStatement statement)
    {
        var database = context.Database;
        var name = statement.Name?.Value ?? statement.Owner.Value;
        if (database.Entries.OfType<SchemaDefinition>().Any(schema => schema.Name.SameAs(name)))
            throw MessageCatalog.Error(2714, name);
        var now = context.Instance.Host.Clock.Now;
        database.Add(
            context.Transaction,
            new SchemaDefinition
            {
                Id = database.NextObjectId(),
                Name = name,
                Owner = statement.Owner?.Value ?? "dbo",
                CreateDate = now,
                ModifyDate = now,
            }
        );
        if (statement.StatementList is { } inner)
            StatementExecutor.RunAll(context, inner.Statements);
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    private static void CreateSynonym(StatementContext context, CreateSynonymStatement statement)
    {
        var database = TableBuilder.DatabaseOf(context, statement.Name);
        var now = context.Instance.Host.Clock.Now;
        database.Add(
            context.Transaction,
            new SynonymDefinition
            {
                Id = database.NextObjectId(),
                Name = statement.Name.BaseIdentifier.Value,
                Schema = TableBuilder.SchemaOf(database, statement.Name),
                BaseObjectName = string.Join(
                    '.',
                    statement.ForName.Identifiers.Select(part =>
                        part.Value.Length == 0 ? "" : $"[{part.Value.Replace("]", "]]", StringComparison.Ordinal)}]"
                    )
                ),
                CreateDate = now,
                ModifyDate = now,
            }
        );
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    private static void CreateType(StatementContext context, CreateTypeUddtStatement statement)
    {
        var database = TableBuilder.DatabaseOf(context, statement.Name);
        var now = context.Instance.Host.Clock.Now;
        database.Add(
            context.Transaction,
            new UserTypeDefinition
            {
                Id = database.NextObjectId(),
                Name = statement.Name.BaseIdentifier.Value,
                Schema = TableBuilder.SchemaOf(database, statement.Name),
                Type = TypeReferences.Resolve(statement.DataType, database),
                IsNullable = statement.NullableConstraint?.Nullable ?? true,
                CreateDate = now,
                ModifyDate = now,
            }
        );
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }
}
