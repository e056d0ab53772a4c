using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Modules;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>
/// Writes rows of one table for one statement: defaults, identity, computed columns, constraints. It remembers what it changed, for
/// OUTPUT, triggers and the foreign keys that are checked when the statement ends.
/// </summary>
internal sealed class RowWriter
{
    private readonly StatementContext context;
    private readonly string verb;
    private readonly SqlTransaction transaction;
    private readonly BizTalkDR.Sandbox.Storage.Definitions.TableDefinition definition;
    private readonly Predicate[] checks;
    private readonly Bound?[] computed;
    private readonly Bound?[] defaults;

    internal RowWriter(StatementContext context, Table table, string verb)
    {
        (this.context, Table, this.verb) = (context, table, verb);
        definition = table.Definition;
        if (context.Session.IsTransactionDoomed && table.Database is not null)
            throw MessageCatalog.Error(3930);
        context.CheckObject(table.Database, verb, table.Definition);
        TableLocks.ForWriting(context, table);
        // A table variable does not take part in the transaction.
        transaction = IsVariable ? new SqlTransaction(context.Session.Spid) : context.Transaction;
        var scope = new BindingScope(null) { Database = table.Database };
        scope.Add(new BoundSource { Alias = definition.Name, Columns = SourceBinder.ColumnsOf(definition, table.Database) });
        var binder = new ExpressionBinder(context, scope);
        checks = [.. definition.Checks.Select(check => binder.Bind(BatchParser.ParseCondition(check.Text)))];
        computed =
        [
            .. definition.Columns.Select(column =>
                column.ComputedText is null ? null : binder.Bind(BatchParser.ParseExpression(column.ComputedText)).As(column.Type)
            ),
        ];
        defaults =
        [
            .. definition.Columns.Select(column =>
                column.DefaultText is null
                    ? null
                    : new ExpressionBinder(context, null).Bind(BatchParser.ParseExpression(column.DefaultText))
            ),
        ];
        IdentityColumn = definition.Columns.ToList().FindIndex(column => column.Identity is not null);
    }

    internal Table Table { get; }

    /// <summary>The rows before and after, in order; one side is null for inserts and deletes.</summary>
    internal List<(object?[]? Deleted, object?[]? Inserted)> Changes { get; } = [];

    internal int IdentityColumn { get; }

    /// <summary>The columns an UPDATE sets, for UPDATE() in triggers.</summary>
    internal IReadOnlySet<string>? UpdatedColumns { get; init; }

    private bool IsVariable => definition.Name.StartsWith('@');

    private string ShownName =>
        Table.Database is null
            ? (IsVariable ? definition.Name : $"tempdb.dbo.{definition.Name}")
            : $"{Table.Database.Name}.{definition.Schema}.{definition.Name}";

    /// <summary>Inserts a row out of the columns that were given; the others take their defaults.</summary>
    /// <param name="given">The values by column; <see cref="Missing"/> stands for DEFAULT.</param>
    internal object?[] Insert(object?[] given)
    {
        var row = new object?[given.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = ReferenceEquals(given[i], Missing) ? DefaultOf(i) : given[i];
        Complete(row);
        Table.Insert(transaction, row);
        Changes.Add((null, row));
        if (IdentityColumn >= 0)
            context.ScopeIdentity = context.Session.LastIdentity = Convert.ToDecimal(row[IdentityColumn], null);
        return row;
    }

    /// <summary>Stands for DEFAULT among given values.</summary>
    internal static readonly object Missing = new();

    internal void Update(long rowId, object?[] before, object?[] after)
    {
        Complete(after);
        Table.Update(transaction, rowId, after);
        Changes.Add((before, after));
    }

    internal void Delete(long rowId, object?[] before)
    {
        Table.Delete(transaction, rowId);
        Changes.Add((before, null));
    }

    /// <summary>The column a value of an INSERT or UPDATE is converted for.</summary>
    internal object? Converted(object? value, SqlType from, int column) =>
        ReferenceEquals(value, Missing) ? value : AssignmentConversion.ConvertForColumn(value, from, definition.Columns[column], ShownName);

    /// <summary>The end of the statement: foreign keys hold, triggers run.</summary>
    internal void Finish()
    {
        if (IsVariable)
            transaction.Commit();
        else if (Table.Database is not null && Changes.Count > 0)
            ForeignKeys.Check(context, Table, Changes, verb);
        if (Table.Database is not null)
            Triggers.Fire(context, Table, Changes, verb, UpdatedColumns);
    }

    internal void Abandon()
    {
        if (IsVariable && !transaction.IsEnded)
            transaction.Rollback();
    }

    internal object? DefaultOf(int column)
    {
        var type = definition.Columns[column].Type;
        if (type.Kind == SqlTypeKind.RowVersion || computed[column] is not null)
            return null;
        if (column == IdentityColumn)
            return Conversion.Convert(Table.NextIdentity(), SqlType.Decimal(38, 0), type);
        return defaults[column] is { } bound ? Converted(bound.Evaluate(RowFrame.Empty), bound.Type, column) : null;
    }

    private void Complete(object?[] row)
    {
        var frame = new RowFrame(row, null);
        for (var i = 0; i < row.Length; i++)
        {
            var column = definition.Columns[i];
            if (column.Type.Kind == SqlTypeKind.RowVersion)
                row[i] = RowVersions.Next(context.Instance);
            else if (computed[i] is { } expression)
                row[i] = expression.Evaluate(frame);
            else if (row[i] is null && !column.IsNullable)
                throw MessageCatalog.ErrorWithState(515, 2, column.Name, ShownName, verb);
        }
        for (var i = 0; i < checks.Length; i++)
            if (checks[i](frame) == false)
                throw MessageCatalog.ErrorWithState(
                    547,
                    0,
                    verb,
                    "CHECK",
                    definition.Checks[i].Name,
                    Table.Database?.Name ?? "tempdb",
                    $"{definition.Schema}.{definition.Name}",
                    ""
                );
    }
}
