using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using TableDefinition = BizTalkDR.Sandbox.Storage.Definitions.TableDefinition;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>CREATE, ALTER and DROP INDEX, and statistics, which the sandbox does without.</summary>
internal static class IndexStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateIndexStatement>(Create);
        handlers.Add<DropIndexStatement>(Drop);
        handlers.Add<AlterIndexStatement>(Alter);
        handlers.Add<UpdateStatisticsStatement>((context, statement) => Find(context, statement.SchemaObjectName));
        handlers.Add<CreateStatisticsStatement>((context, statement) => Find(context, statement.OnName));
    }

    private static Table Find(StatementContext context, SchemaObjectName name) =>
        ObjectResolver.Find(context, null, name) as Table ?? throw MessageCatalog.Error(4902, ObjectResolver.Show(name));

    private static void Create(StatementContext context, CreateIndexStatement statement)
    {
        var table = Find(context, statement.OnName);
        TableLocks.ForWriting(context, table);
        // A filtered index is unique among the rows of its filter only: it is kept without being enforced.
        var isUnique = statement.Unique && statement.FilterPredicate is null;
        var after = TableBuilder.AddIndex(table.Definition, statement.Name.Value, statement.Columns, isUnique, statement.Clustered == true);
        if (isUnique)
            UniqueKeys.Require(after, after.Keys[^1], table.Scan().Select(row => row.Values));
        AlterTables.Change(context, table, after, null);
        MinimalLogging.Note(context, table, MinimalLogging.HasRows(table));
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    /// <summary>A rebuild writes the index anew; the other forms change nothing that the sandbox keeps.</summary>
    private static void Alter(StatementContext context, AlterIndexStatement statement)
    {
        var table = Find(context, statement.OnName);
        if (statement.AlterIndexType == AlterIndexType.Rebuild)
            MinimalLogging.Note(context, table, MinimalLogging.HasRows(table));
    }

    private static void Drop(StatementContext context, DropIndexStatement statement)
    {
        foreach (var clause in statement.DropIndexClauses)
        {
            var (tableName, indexName) = clause switch
            {
                DropIndexClause modern => (modern.Object, modern.Index.Value),
                BackwardsCompatibleDropIndexClause old => (
                    ModuleText.ParseName(
                        string.Join('.', old.Index.Identifiers.SkipLast(0).Take(old.Index.Count).Select(part => $"[{part.Value}]"))
                    ),
                    old.Index.ChildIdentifier.Value
                ),
                _ => throw Expressions.ExpressionBinder.Unsupported(clause),
            };
            var table = ObjectResolver.Find(context, null, tableName) as Table;
            var key = table?.Definition.Keys.FirstOrDefault(candidate => candidate.Name.SameAs(indexName));
            if (table is null || key is null)
            {
                if (statement.IsIfExists)
                    continue;
                throw MessageCatalog.Error(3701, "drop", "index", $"{ObjectResolver.Show(tableName)}.{indexName}");
            }
            if (key.IsConstraint)
                throw MessageCatalog.Error(
                    3723,
                    $"{ObjectResolver.Show(tableName)}.{indexName}",
                    key.IsPrimary ? "PRIMARY KEY" : "UNIQUE KEY"
                );
            TableLocks.ForWriting(context, table);
            AlterTables.Change(
                context,
                table,
                table.Definition with
                {
                    Keys = [.. table.Definition.Keys.Where(other => other != key)],
                },
                null
            );
            // Without its clustered index the table is written anew as a heap.
            MinimalLogging.Note(context, table, key.IsClustered && MinimalLogging.HasRows(table));
        }
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }
}

/// <summary>Whether rows that are there already allow a new unique key.</summary>
internal static class UniqueKeys
{
    internal static void Require(TableDefinition table, KeyDefinition key, IEnumerable<object?[]> rows)
    {
        var columns = key.Columns.Select(table.ColumnIndex).ToArray();
        var seen = new HashSet<object?[]>(new RowEquality([.. columns.Select(column => Collation.Find(table.Columns[column].Collation))]));
        foreach (var row in rows)
        {
            var values = Array.ConvertAll(columns, column => row[column]);
            if (!seen.Add(values))
                throw MessageCatalog.Error(
                    1505,
                    $"{table.Schema}.{table.Name}",
                    key.Name,
                    string.Join(", ", values.Select(value => value ?? "<NULL>"))
                );
        }
    }
}
