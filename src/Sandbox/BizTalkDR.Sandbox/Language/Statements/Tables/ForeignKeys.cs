using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>Foreign keys, checked when a statement ends.</summary>
internal static class ForeignKeys
{
    internal static void Check(StatementContext context, Table table, List<(object?[]? Deleted, object?[]? Inserted)> changes, string verb)
    {
        var database = table.Database!;
        foreach (var key in table.Definition.ForeignKeys)
            CheckReferences(context, database, table, key, changes, verb);
        if (changes.TrueForAll(change => change.Deleted is null))
            return;
        foreach (var child in database.Entries.OfType<TableDefinition>())
        foreach (var key in child.ForeignKeys.Where(key => Is(key, table.Definition)))
            CheckReferenced(context, database, table, child, key, changes, verb);
    }

    private static bool Is(ForeignKeyDefinition key, TableDefinition parent) =>
        key.ReferencedTable.SameAs(parent.Name) && key.ReferencedSchema.SameAs(parent.Schema);

    private static void CheckReferences(
        StatementContext context,
        Database database,
        Table table,
        ForeignKeyDefinition key,
        List<(object?[]? Deleted, object?[]? Inserted)> changes,
        string verb
    )
    {
        var own = Indexes(table.Definition, key.Columns);
        var wanted = changes
            .Where(change => change.Inserted is not null)
            .Select(change => Values(change.Inserted!, own))
            .OfType<object?[]>()
            .ToArray();
        if (wanted.Length == 0)
            return;
        var parent = database.FindTable(key.ReferencedSchema, key.ReferencedTable);
        if (parent is null)
            return;
        TableLocks.ForReading(context, parent, [], isWritten: false);
        var columns = Indexes(parent.Definition, ReferencedColumns(key, parent.Definition));
        var present = KeysOf(parent, columns);
        if (Array.Exists(wanted, values => !present.Contains(values)))
            throw Conflict(verb, "FOREIGN KEY", key.Name, database, parent.Definition, ReferencedColumns(key, parent.Definition));
    }

    private static void CheckReferenced(
        StatementContext context,
        Database database,
        Table parent,
        TableDefinition childDefinition,
        ForeignKeyDefinition key,
        List<(object?[]? Deleted, object?[]? Inserted)> changes,
        string verb
    )
    {
        var columns = Indexes(parent.Definition, ReferencedColumns(key, parent.Definition));
        var removed = changes
            .Where(change => change.Deleted is not null)
            .Select(change => Values(change.Deleted!, columns))
            .OfType<object?[]>()
            .ToArray();
        if (removed.Length == 0)
            return;
        var child = database.GetTable(childDefinition);
        TableLocks.ForReading(context, child, [], isWritten: false);
        var referenced = KeysOf(child, Indexes(childDefinition, key.Columns));
        var present = KeysOf(parent, columns);
        if (Array.Exists(removed, values => referenced.Contains(values) && !present.Contains(values)))
            throw Conflict(
                verb,
                childDefinition == parent.Definition ? "SAME TABLE REFERENCE" : "REFERENCE",
                key.Name,
                database,
                childDefinition,
                key.Columns
            );
    }

    private static IReadOnlyList<string> ReferencedColumns(ForeignKeyDefinition key, TableDefinition parent) =>
        key.ReferencedColumns.Count > 0
            ? key.ReferencedColumns
            : parent.Keys.FirstOrDefault(candidate => candidate.IsPrimary)?.Columns ?? [];

    private static int[] Indexes(TableDefinition definition, IReadOnlyList<string> columns) => [.. columns.Select(definition.ColumnIndex)];

    /// <summary>The key's values, or null when one of them is NULL: then nothing is referenced.</summary>
    private static object?[]? Values(object?[] row, int[] columns)
    {
        var values = Array.ConvertAll(columns, column => row[column]);
        return Array.Exists(values, value => value is null) ? null : values;
    }

    private static HashSet<object?[]> KeysOf(Table table, int[] columns) =>
        new(
            table.Scan().Select(row => Values(row.Values, columns)).OfType<object?[]>(),
            new RowEquality([.. columns.Select(_ => Collation.IgnoreCase)])
        );

    private static SqlServerException Conflict(
        string verb,
        string kind,
        string name,
        Database database,
        TableDefinition table,
        IReadOnlyList<string> columns
    ) =>
        MessageCatalog.ErrorWithState(
            547,
            0,
            verb,
            kind,
            name,
            database.Name,
            $"{table.Schema}.{table.Name}",
            columns.Count == 1 ? $", column '{columns[0]}'" : ""
        );
}
