using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using ColumnDefinition = BizTalkDR.Sandbox.Storage.Definitions.ColumnDefinition;
using TableDefinition = BizTalkDR.Sandbox.Storage.Definitions.TableDefinition;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>ALTER TABLE: columns and constraints come, change and go.</summary>
internal static class AlterTables
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<AlterTableAddTableElementStatement>(AddElements);
        handlers.Add<AlterTableDropTableElementStatement>(DropElements);
        handlers.Add<AlterTableAlterColumnStatement>(AlterColumn);
        handlers.Add<AlterTableConstraintModificationStatement>(SwitchConstraints);
        handlers.Add<AlterTableSetStatement>((context, statement) => Find(context, statement.SchemaObjectName));
        handlers.Add<AlterTableRebuildStatement>((context, statement) => Find(context, statement.SchemaObjectName));
    }

    /// <summary>Constraints are always on here: CHECK CONSTRAINT says so, NOCHECK CONSTRAINT can't be done.</summary>
    private static void SwitchConstraints(StatementContext context, AlterTableConstraintModificationStatement statement)
    {
        Find(context, statement.SchemaObjectName);
        if (statement.ConstraintEnforcement == ConstraintEnforcement.NoCheck)
            throw ExpressionBinder.Unsupported("ALTER TABLE ... NOCHECK CONSTRAINT");
    }

    private static Table Find(StatementContext context, SchemaObjectName name)
    {
        if (ObjectResolver.Find(context, null, name) is not Table table)
            throw MessageCatalog.Error(4902, ObjectResolver.Show(name));
        TableLocks.ForWriting(context, table);
        return table;
    }

    private static void AddElements(StatementContext context, AlterTableAddTableElementStatement statement)
    {
        var table = Find(context, statement.SchemaObjectName);
        var before = table.Definition;
        var after = before;
        foreach (var column in statement.Definition.ColumnDefinitions)
            after = TableBuilder.AddColumn(context, table.Database ?? context.Database, after, column);
        foreach (var constraint in statement.Definition.TableConstraints)
            after = TableBuilder.AddConstraint(after, constraint, null);
        RequireFillable(table, after, before.Columns.Count, statement);
        if (table.Database is { } database)
            TableStatements.RequireReferences(database, after);
        var added = after.Columns.Skip(before.Columns.Count).ToArray();
        Change(context, table, after, row => [.. row, .. added.Select(column => FirstValue(context, table, column, statement))]);
        if (statement.ExistingRowsCheckEnforcement != ConstraintEnforcement.NoCheck)
            CheckRows(context, table, before, after);
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    private static void RequireFillable(Table table, TableDefinition after, int from, AlterTableAddTableElementStatement statement)
    {
        if (table.Count == 0)
            return;
        foreach (var column in after.Columns.Skip(from))
            if (
                column is { IsNullable: false, DefaultText: null, Identity: null, ComputedText: null }
                && column.Type.Kind != SqlTypeKind.RowVersion
            )
                throw MessageCatalog.Error(4901, column.Name, after.Name);
    }

    /// <summary>What rows that are there already get: the default when the column must have a value, or WITH VALUES was said.</summary>
    private static object? FirstValue(
        StatementContext context,
        Table table,
        ColumnDefinition column,
        AlterTableAddTableElementStatement statement
    )
    {
        if (column.Identity is not null)
            return Conversion.Convert(table.NextIdentity(), SqlType.Decimal(38, 0), column.Type);
        if (column.Type.Kind == SqlTypeKind.RowVersion)
            return RowVersions.Next(context.Instance);
        var withValues = statement.Definition.ColumnDefinitions.Any(written =>
            written.ColumnIdentifier.Value.SameAs(column.Name) && written.DefaultConstraint is { WithValues: true }
        );
        if (column.DefaultText is null || (column.IsNullable && !withValues))
            return null;
        var bound = context.Bind(BatchParser.ParseExpression(column.DefaultText));
        return Conversion.Convert(bound.Evaluate(RowFrame.Empty), bound.Type, column.Type);
    }

    private static void CheckRows(StatementContext context, Table table, TableDefinition before, TableDefinition after)
    {
        var rows = table.Scan().Select(row => ((object?[]?)null, (object?[]?)row.Values)).ToList();
        if (rows.Count == 0)
            return;
        var scope = new BindingScope(null) { Database = table.Database };
        scope.Add(new BoundSource { Alias = after.Name, Columns = SourceBinder.ColumnsOf(after, table.Database) });
        foreach (var check in after.Checks.Skip(before.Checks.Count))
        {
            var predicate = new ExpressionBinder(context, scope).Bind(BatchParser.ParseCondition(check.Text));
            if (rows.Exists(row => predicate(new RowFrame(row.Item2!, null)) == false))
                throw MessageCatalog.ErrorWithState(
                    547,
                    0,
                    "ALTER TABLE",
                    "CHECK",
                    check.Name,
                    table.Database?.Name ?? "tempdb",
                    $"{after.Schema}.{after.Name}",
                    ""
                );
        }
        if (after.ForeignKeys.Count > before.ForeignKeys.Count)
            ForeignKeys.Check(context, table, rows, "ALTER TABLE");
        RequireUnique(after, before, rows);
    }

    private static void RequireUnique(TableDefinition after, TableDefinition before, List<(object?[]? Deleted, object?[]? Inserted)> rows)
    {
        foreach (var key in after.Keys.Skip(before.Keys.Count).Where(key => key.IsUnique))
            UniqueKeys.Require(after, key, rows.Select(row => row.Inserted!));
    }

    private static void DropElements(StatementContext context, AlterTableDropTableElementStatement statement)
    {
        var table = Find(context, statement.SchemaObjectName);
        foreach (var element in statement.AlterTableDropTableElements)
            if (element.TableElementType == TableElementType.Column)
                DropColumn(context, table, element);
            else
                DropConstraint(context, table, element);
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    private static void DropColumn(StatementContext context, Table table, AlterTableDropTableElement element)
    {
        var before = table.Definition;
        var name = element.Name.Value;
        var index = before.ColumnIndex(name);
        if (index < 0)
        {
            if (element.IsIfExists)
                return;
            throw MessageCatalog.Error(4924, "DROP COLUMN", name, before.Name);
        }
        if (before.Columns[index].DefaultName is { } constraint)
            throw MessageCatalog.Error(5074, "object", constraint, name);
        if (before.Keys.FirstOrDefault(key => key.Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } key)
            throw MessageCatalog.Error(5074, key.IsConstraint ? "object" : "index", key.Name, name);
        Change(
            context,
            table,
            before with
            {
                Columns = [.. before.Columns.Where((_, i) => i != index)],
            },
            row => [.. row.Where((_, i) => i != index)]
        );
    }

    private static void DropConstraint(StatementContext context, Table table, AlterTableDropTableElement element)
    {
        var before = table.Definition;
        var name = element.Name.Value;
        bool Is(string? candidate) => name.SameAs(candidate);
        var after = before with
        {
            Keys = [.. before.Keys.Where(key => !key.IsConstraint || !Is(key.Name))],
            Checks = [.. before.Checks.Where(check => !Is(check.Name))],
            ForeignKeys = [.. before.ForeignKeys.Where(key => !Is(key.Name))],
            Columns =
            [
                .. before.Columns.Select(column =>
                    Is(column.DefaultName) ? column with { DefaultName = null, DefaultText = null } : column
                ),
            ],
        };
        var isFound =
            after.Keys.Count < before.Keys.Count
            || after.Checks.Count < before.Checks.Count
            || after.ForeignKeys.Count < before.ForeignKeys.Count
            || before.Columns.Any(column => Is(column.DefaultName));
        if (isFound)
            Change(context, table, after, null);
        else if (!element.IsIfExists)
            throw new SqlServerException(MessageCatalog.Message(3728, name), MessageCatalog.Message(3727));
    }

    private static void AlterColumn(StatementContext context, AlterTableAlterColumnStatement statement)
    {
        var table = Find(context, statement.SchemaObjectName);
        var before = table.Definition;
        var name = statement.ColumnIdentifier.Value;
        var index = before.ColumnIndex(name);
        if (index < 0)
            throw MessageCatalog.Error(4924, "ALTER COLUMN", name, before.Name);
        var old = before.Columns[index];
        var changed = old with
        {
            Type = statement.DataType is null ? old.Type : context.ResolveType(statement.DataType),
            Collation = statement.Collation?.Value ?? old.Collation,
            IsNullable = statement.AlterTableAlterColumnOption switch
            {
                AlterTableAlterColumnOption.NotNull => false,
                AlterTableAlterColumnOption.Null => true,
                _ => statement.DataType is null
                    ? old.IsNullable
                    : !before.Keys.Any(key => key.IsPrimary && key.Columns.Contains(name, StringComparer.OrdinalIgnoreCase)),
            },
        };
        var after = before with { Columns = [.. before.Columns.Select((column, i) => i == index ? changed : column)] };
        Change(
            context,
            table,
            after,
            row =>
            {
                var copy = (object?[])row.Clone();
                copy[index] = AssignmentConversion.ConvertForColumn(row[index], old.Type, changed, before.Name);
                if (copy[index] is null && !changed.IsNullable)
                    throw MessageCatalog.ErrorWithState(515, 2, name, before.Name, "UPDATE");
                return copy;
            }
        );
        context.EndStatement(BizTalkDR.Sandbox.Results.StatementKind.Other, null);
    }

    internal static void Change(StatementContext context, Table table, TableDefinition after, Func<object?[], object?[]>? reshape)
    {
        after = after with { ModifyDate = context.Instance.Host.Clock.Now };
        if (table.Database is { } database)
            database.Replace(context.Transaction, after);
        else
        {
            var before = table.Definition;
            table.Definition = after;
            context.Transaction.OnUndo(() => table.Definition = before);
        }
        if (reshape is null)
            return;
        foreach (var row in table.Scan())
            table.Update(context.Transaction, row.Id, reshape(row.Values));
    }
}
