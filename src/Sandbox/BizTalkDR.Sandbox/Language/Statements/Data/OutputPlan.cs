using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>The OUTPUT clause of a statement that changes rows: to the client or into a table.</summary>
internal sealed class OutputPlan
{
    private readonly StatementContext context;
    private readonly List<SelectOutput> outputs;
    private readonly BindingScope scope;
    private readonly int width;
    private readonly OutputIntoClause? into;
    private readonly List<object?[]> rows = [];

    private OutputPlan(StatementContext context, BindingScope scope, int width, IList<SelectElement> elements, OutputIntoClause? into)
    {
        (this.context, this.scope, this.width, this.into) = (context, scope, width, into);
        outputs = SpecificationBinder.BindOutputs(elements, scope, new ExpressionBinder(context, scope));
    }

    /// <summary>The plans of a statement's OUTPUT clauses, none when it has none.</summary>
    internal static OutputPlan[] Bind(
        StatementContext context,
        DataModificationSpecification specification,
        Table table,
        IReadOnlyList<BoundSource> others
    )
    {
        var plans = new List<OutputPlan>();
        if (specification.OutputIntoClause is { } into)
            plans.Add(Make(context, table, others, into.SelectColumns, into));
        if (specification.OutputClause is { } output)
            plans.Add(Make(context, table, others, output.SelectColumns, null));
        return [.. plans];
    }

    internal void Add(object?[]? deleted, object?[]? inserted, object?[]? other, string? action)
    {
        var values = new object?[scope.Width];
        inserted?.AsSpan(0, width).CopyTo(values);
        deleted?.AsSpan(0, width).CopyTo(values.AsSpan(width));
        values[2 * width] = action;
        other?.AsSpan(0, Math.Min(other.Length, scope.Width - (2 * width) - 1)).CopyTo(values.AsSpan((2 * width) + 1));
        var frame = new RowFrame(values, null);
        rows.Add([.. outputs.Select(output => output.Bound.Evaluate(frame))]);
    }

    /// <summary>Sends the rows or puts them into their table.</summary>
    internal void Finish()
    {
        if (into is null)
        {
            context.Sink.BeginResultSet([.. outputs.Select(output => output.Column.ToResultColumn())]);
            foreach (var row in rows)
                context.Sink.Row(row);
            return;
        }
        var target = Inserts.FindTarget(context, into.IntoTable);
        var columns = Inserts.Columns(target, into.IntoTableColumns, context);
        if (columns.Length != outputs.Count)
            throw MessageCatalog.Error(213);
        Inserts.InsertRows(context, target, columns, rows, [.. outputs.Select(output => output.Column)]);
    }

    private static OutputPlan Make(
        StatementContext context,
        Table table,
        IReadOnlyList<BoundSource> others,
        IList<SelectElement> elements,
        OutputIntoClause? into
    )
    {
        var scope = new BindingScope(null);
        var columns = SourceBinder.ColumnsOf(table.Definition, table.Database);
        scope.Add(
            new BoundSource
            {
                Alias = "inserted",
                HasAlias = true,
                Columns = columns,
            }
        );
        scope.Add(
            new BoundSource
            {
                Alias = "deleted",
                HasAlias = true,
                Columns = columns,
            }
        );
        scope.Add(
            new BoundSource
            {
                Alias = "",
                HasAlias = true,
                Columns = [new QueryColumn("$action", SqlType.NVarChar(10), false, false, BizTalkDR.Sandbox.Types.Collation.IgnoreCase)],
            }
        );
        foreach (var other in others)
            scope.Add(
                new BoundSource
                {
                    Alias = other.Alias,
                    HasAlias = other.HasAlias,
                    Schema = other.Schema,
                    Database = other.Database,
                    Columns = other.Columns,
                }
            );
        return new OutputPlan(context, scope, columns.Count, elements, into);
    }
}
