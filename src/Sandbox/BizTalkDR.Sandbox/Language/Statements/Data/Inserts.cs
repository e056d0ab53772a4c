using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Modules;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>INSERT in all its forms.</summary>
internal static class Inserts
{
    internal static void AddTo(StatementHandlers handlers) => handlers.Add<InsertStatement>(Run);

    private static void Run(StatementContext context, InsertStatement statement)
    {
        var specification = statement.InsertSpecification;
        var table = FindTarget(context, specification.Target);
        var scope = QueryBinder.WithCommonTables(statement.WithCtesAndXmlNamespaces, null, statement.OptimizerHints);
        var source = specification.InsertSource;
        var columns = source is ValuesInsertSource { IsDefaultValues: true } ? [] : Columns(table, specification.Columns, context);
        var (rows, types) = source switch
        {
            ValuesInsertSource { IsDefaultValues: true } => (
                [
                    [],
                ],
                []
            ),
            ValuesInsertSource values => Values(context, scope, values, columns.Length, specification.Columns.Count > 0),
            SelectInsertSource select => Selected(context, scope, select.Select, columns.Length, specification.Columns.Count > 0),
            ExecuteInsertSource execute => Executed(context, execute, columns.Length),
            _ => throw ExpressionBinder.Unsupported(source),
        };
        if (specification.TopRowFilter is { } top)
            rows = [.. rows.Take((int)TopFilter.Bind(context, top).CountOf(rows.Count))];
        var isMinimal = MinimalLogging.IsOf(specification, table);
        var count = InsertRows(context, table, columns, rows, types, specification);
        MinimalLogging.Note(context, table, isMinimal && count > 0);
        context.Session.RowCount = count;
        context.EndStatement(StatementKind.Insert, count);
    }

    /// <summary>Inserts rows into the columns named; gives their number.</summary>
    internal static int InsertRows(
        StatementContext context,
        Table table,
        int[] columns,
        IReadOnlyList<object?[]> rows,
        IReadOnlyList<QueryColumn> types,
        InsertSpecification? specification = null
    )
    {
        var writer = new RowWriter(context, table, "INSERT");
        var outputs = specification is null ? [] : OutputPlan.Bind(context, specification, table, []);
        CheckIdentity(context, table, columns, writer.IdentityColumn, rows.Count);
        try
        {
            foreach (var row in rows)
            {
                var given = new object?[table.Definition.Columns.Count];
                Array.Fill(given, RowWriter.Missing);
                for (var i = 0; i < columns.Length; i++)
                    given[columns[i]] = writer.Converted(row[i], types[i].Type, columns[i]);
                var inserted = writer.Insert(given);
                KeepIdentity(table, columns, writer.IdentityColumn, inserted);
                foreach (var output in outputs)
                    output.Add(null, inserted, null, "INSERT");
            }
            writer.Finish();
        }
        catch
        {
            writer.Abandon();
            throw;
        }
        foreach (var output in outputs)
            output.Finish();
        return rows.Count;
    }

    /// <summary>The table a statement writes to.</summary>
    internal static Table FindTarget(StatementContext context, TableReference reference) =>
        reference switch
        {
            VariableTableReference variable => context.Variables.GetValueOrDefault(variable.Variable.Name)?.Table
                ?? throw MessageCatalog.Error(1087, variable.Variable.Name),
            NamedTableReference named => FindTarget(context, named.SchemaObject),
            _ => throw ExpressionBinder.Unsupported(reference),
        };

    internal static Table FindTarget(StatementContext context, SchemaObjectName name) =>
        ObjectResolver.Find(context, null, name) switch
        {
            Table table => table,
            ResolvedView view => Updates.TableOf(context, view),
            ResolvedSystemView => throw MessageCatalog.Error(259),
            ResolvedRemote => throw ExpressionBinder.Unsupported("a table of a linked server as a target"),
            _ => throw MessageCatalog.Error(208, ObjectResolver.Show(name)),
        };

    /// <summary>The indexes of the columns that an INSERT fills, in its order.</summary>
    internal static int[] Columns(Table table, IList<ColumnReferenceExpression> names, StatementContext context)
    {
        var definition = table.Definition;
        if (names.Count == 0)
        {
            var takesIdentity = TakesIdentity(context, table);
            return
            [
                .. Enumerable
                    .Range(0, definition.Columns.Count)
                    .Where(i =>
                        definition.Columns[i] is { ComputedText: null } column
                        && (column.Identity is null || takesIdentity)
                        && column.Type.Kind != SqlTypeKind.RowVersion
                    ),
            ];
        }
        var columns = new int[names.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = names[i].MultiPartIdentifier.Identifiers[^1].Value;
            columns[i] = definition.ColumnIndex(name);
            if (columns[i] < 0)
                throw MessageCatalog.Error(207, name);
            if (Array.IndexOf(columns, columns[i], 0, i) >= 0)
                throw MessageCatalog.Error(264, name);
            if (definition.Columns[columns[i]].ComputedText is not null)
                throw MessageCatalog.Error(271, name);
        }
        return columns;
    }

    private static bool TakesIdentity(StatementContext context, Table table) =>
        context.Session.Settings.IdentityInsertTable is { } name && name.SameAs($"{table.Definition.Schema}.{table.Definition.Name}");

    private static void CheckIdentity(StatementContext context, Table table, int[] columns, int identity, int rowCount)
    {
        if (identity < 0 || rowCount == 0)
            return;
        var isGiven = columns.Contains(identity);
        var isTaken = TakesIdentity(context, table);
        if (isGiven && !isTaken)
            throw MessageCatalog.Error(544, table.Definition.Name);
        if (!isGiven && isTaken)
            throw MessageCatalog.Error(545, table.Definition.Name);
    }

    /// <summary>An explicit identity value moves the next one on.</summary>
    private static void KeepIdentity(Table table, int[] columns, int identity, object?[] inserted)
    {
        if (identity < 0 || !columns.Contains(identity))
            return;
        var value = Convert.ToDecimal(inserted[identity], null);
        if (table.LastIdentity is not { } last || value > last)
            table.SetIdentity(value);
    }

    private static (IReadOnlyList<object?[]> Rows, IReadOnlyList<QueryColumn> Types) Values(
        StatementContext context,
        BindingScope scope,
        ValuesInsertSource values,
        int count,
        bool isNamed
    )
    {
        var binder = new ExpressionBinder(context, scope);
        var width = values.RowValues[0].ColumnValues.Count;
        if (values.RowValues.Any(row => row.ColumnValues.Count != width))
            throw MessageCatalog.Error(10709);
        if (width != count)
            throw isNamed ? MessageCatalog.Error(width < count ? 109 : 110) : MessageCatalog.Error(213);
        var bounds = values
            .RowValues.Select(row =>
                row.ColumnValues.Select(value =>
                        value is DefaultLiteral ? Bound.Constant(SqlType.Int, RowWriter.Missing) : binder.Bind(value)
                    )
                    .ToArray()
            )
            .ToArray();
        // A single row keeps each value's own type; several share one per column, as VALUES does.
        var types = Enumerable.Range(0, width).Select(i => Column([.. bounds.Select(row => row[i])])).ToArray();
        var frame = new RowFrame([], null);
        var rows = bounds.Select(row => row.Select((bound, i) => Value(bound, types[i].Type, frame)).ToArray()).ToArray();
        return (rows, types);
    }

    private static QueryColumn Column(Bound[] bounds)
    {
        var typed = bounds
            .Where(bound => !ReferenceEquals(bound.IsConstant ? bound.Evaluate(RowFrame.Empty) : null, RowWriter.Missing))
            .ToArray();
        return new QueryColumn("", Bound.CommonType(typed), true, false, BizTalkDR.Sandbox.Types.Collation.IgnoreCase);
    }

    private static object? Value(Bound bound, SqlType type, RowFrame frame)
    {
        var value = bound.Evaluate(frame);
        return ReferenceEquals(value, RowWriter.Missing) || value is null || bound.Type == type
            ? value
            : BizTalkDR.Sandbox.Types.Conversion.Convert(value, bound.Type, type);
    }

    private static (IReadOnlyList<object?[]> Rows, IReadOnlyList<QueryColumn> Types) Selected(
        StatementContext context,
        BindingScope scope,
        QueryExpression query,
        int count,
        bool isNamed
    )
    {
        var plan = new QueryBinder(context, scope).Bind(query);
        if (plan.Columns.Count != count)
            throw isNamed ? MessageCatalog.Error(plan.Columns.Count < count ? 120 : 121) : MessageCatalog.Error(213);
        return ([.. plan.Rows(new RowFrame([], null))], plan.Columns);
    }

    private static (IReadOnlyList<object?[]> Rows, IReadOnlyList<QueryColumn> Types) Executed(
        StatementContext context,
        ExecuteInsertSource source,
        int count
    )
    {
        if (context.Sink is CapturingSink)
            throw MessageCatalog.Error(8164);
        var sink = new CapturingSink(context.Sink);
        Executions.RunInsideInsert(context, source.Execute, sink);
        if (sink.Columns.Count == 0)
            return ([], []);
        if (sink.Columns.Count != count)
            throw MessageCatalog.ErrorWithState(213, 7);
        return (
            sink.Rows,
            [
                .. sink.Columns.Select(column => new QueryColumn(
                    column.Name,
                    column.Type,
                    true,
                    false,
                    BizTalkDR.Sandbox.Types.Collation.IgnoreCase
                )),
            ]
        );
    }
}
