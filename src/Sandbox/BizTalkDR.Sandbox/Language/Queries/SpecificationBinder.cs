using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>Binds one SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... ORDER BY.</summary>
internal sealed class SpecificationBinder(StatementContext context, BindingScope? parent)
{
    private readonly BindingScope scope = new(parent);

    /// <summary>The table whose row ids are wanted as a last column: the query is the target of an UPDATE or DELETE.</summary>
    internal MultiPartIdentifier? RowIdsOf { get; init; }

    /// <summary>The table that <see cref="RowIdsOf"/> named.</summary>
    internal Table? TargetTable => scope.Sources.Find(source => source.HasRowIds)?.Table;

    internal QueryPlan Bind(QuerySpecification query)
    {
        var binder = new ExpressionBinder(context, scope);
        var source = query.FromClause is null
            ? null
            : new FromBinder(context, scope) { TargetName = RowIdsOf }.Bind(
                query.FromClause.TableReferences,
                query.WhereClause?.SearchCondition
            );
        var where = query.WhereClause is null ? null : binder.Bind(query.WhereClause.SearchCondition);
        var grouping = GroupingPlan.Bind(query, scope, binder);
        scope.Grouping = grouping;
        var having = query.HavingClause is null ? null : binder.Bind(query.HavingClause.SearchCondition);
        var windows = new WindowPlan(scope);
        scope.Windows = windows;
        var outputs = BindOutputs(query.SelectElements, scope, binder);
        if (RowIdsOf is not null)
            outputs.Add(RowIds());
        var isAssignment = query.SelectElements.Any(element => element is SelectSetVariable);
        var isDistinct = query.UniqueRowFilter == UniqueRowFilter.Distinct;
        var order = query.OrderByClause is null ? null : Ordering.Bind(query, outputs, binder, isDistinct);
        var top = query.TopRowFilter is null ? null : TopFilter.Bind(context, query.TopRowFilter);
        var offset = query.OffsetClause is null ? null : OffsetFilter.Bind(context, query.OffsetClause);

        IEnumerable<object?[]> Rows(RowFrame outer)
        {
            var current = new RowFrame(new object?[scope.Width], outer);
            var rows = source is null ? [current.Values] : source.Rows(current);
            rows = Watched(rows);
            if (where is not null)
                rows = Filter(rows, where, outer);
            if (grouping.IsGrouped)
                rows = grouping.Group(rows, outer, scope.Width);
            if (having is not null)
                rows = Filter(rows, having, outer);
            if (!windows.IsEmpty)
                rows = windows.Compute(rows, outer);
            var projected = Project(rows, outputs, order, outer, isAssignment);
            if (isDistinct)
                projected = Ordering.Distinct(projected, outputs);
            if (order is not null)
                projected = Ordering.Sort(projected, order);
            if (offset is not null)
                projected = offset.Apply(projected);
            if (top is not null)
                projected = top.Apply(projected, order);
            return projected.Select(row => row.Output);
        }

        return new QueryPlan([.. outputs.Select(output => output.Column)], outer => Rows(outer));
    }

    private SelectOutput RowIds()
    {
        var source = scope.Sources.Find(candidate => candidate.HasRowIds)!;
        return SelectOutput.Of(source.Columns[^1].Name, Cell(scope, source, source.Columns.Count - 1), null);
    }

    /// <summary>Looks for an attention now and then.</summary>
    private IEnumerable<object?[]> Watched(IEnumerable<object?[]> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if ((++count & 0x3FF) == 0)
                context.Attention.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static IEnumerable<object?[]> Filter(IEnumerable<object?[]> rows, Predicate condition, RowFrame outer)
    {
        var frame = new RowFrame([], outer);
        foreach (var row in rows)
        {
            frame.Values = row;
            if (condition(frame) == true)
                yield return row;
        }
    }

    private static IEnumerable<ProjectedRow> Project(
        IEnumerable<object?[]> rows,
        List<SelectOutput> outputs,
        SortKey[]? order,
        RowFrame outer,
        bool isAssignment
    )
    {
        var frame = new RowFrame([], outer);
        foreach (var row in rows)
        {
            frame.Values = row;
            var output = new object?[outputs.Count];
            for (var i = 0; i < output.Length; i++)
                output[i] = isAssignment ? new DeferredValue(outputs[i].Bound, row, outer) : outputs[i].Bound.Evaluate(frame);
            yield return new ProjectedRow(output, Ordering.Keys(order, frame, output));
        }
    }

    /// <summary>Binds a select list, or that of an OUTPUT clause.</summary>
    internal static List<SelectOutput> BindOutputs(IList<SelectElement> elements, BindingScope scope, ExpressionBinder binder)
    {
        var outputs = new List<SelectOutput>();
        foreach (var element in elements)
            switch (element)
            {
                case SelectStarExpression star:
                    outputs.AddRange(Expand(star, scope));
                    break;
                case SelectScalarExpression { Expression: IdentityFunctionCall identity } numbered:
                    outputs.Add(IdentityOf(identity, numbered.ColumnName?.Value ?? "", binder));
                    break;
                case SelectScalarExpression scalar:
                    outputs.Add(
                        SelectOutput.Of(
                            scalar.ColumnName?.Value ?? NameOf(scalar.Expression),
                            binder.Bind(scalar.Expression),
                            scalar.Expression
                        )
                    );
                    break;
                case SelectSetVariable set:
                    outputs.Add(SelectOutput.Of("", binder.Bind(set.Expression), null));
                    break;
                default:
                    throw ExpressionBinder.Unsupported(element);
            }
        return outputs;
    }

    /// <summary>IDENTITY(type, seed, increment) of SELECT INTO.</summary>
    private static SelectOutput IdentityOf(IdentityFunctionCall identity, string name, ExpressionBinder binder)
    {
        var type = TypeReferences.Resolve(identity.DataType, binder.Context.Database);
        decimal Number(ScalarExpression? written) =>
            written is null ? 1 : (decimal)binder.Bind(written).As(SqlType.Decimal(28, 0)).Evaluate(RowFrame.Empty)!;
        var definition = new IdentityDefinition(Number(identity.Seed), Number(identity.Increment));
        var next = definition.Seed;
        var bound = new Bound(
            type,
            _ =>
            {
                var value = next;
                next += definition.Increment;
                return Conversion.Convert(value, SqlType.Decimal(28, 0), type);
            }
        )
        {
            IsIdentity = true,
            IsNullable = false,
        };
        var output = SelectOutput.Of(name, bound, null);
        return output with { Column = output.Column with { Identity = definition } };
    }

    internal static string NameOf(ScalarExpression expression) =>
        expression switch
        {
            ColumnReferenceExpression { MultiPartIdentifier: { } name } => name.Identifiers[^1].Value,
            ColumnReferenceExpression { ColumnType: ColumnType.PseudoColumnAction } => "$action",
            _ => "",
        };

    private static IEnumerable<SelectOutput> Expand(SelectStarExpression star, BindingScope scope)
    {
        var qualifier = star.Qualifier?.Identifiers.Select(part => part.Value).ToArray();
        var sources = scope.Sources.Where(source => qualifier is null || source.Answers(qualifier)).ToArray();
        if (sources.Length == 0)
            throw qualifier is null ? MessageCatalog.Error(263) : MessageCatalog.Error(107, string.Join('.', qualifier));
        foreach (var source in sources)
            for (var i = 0; i < source.Columns.Count - (source.HasRowIds ? 1 : 0); i++)
                yield return SelectOutput.Of(source.Columns[i].Name, Cell(scope, source, i), null);
    }

    private static Bound Cell(BindingScope scope, BoundSource source, int index)
    {
        var column = source.Columns[index];
        var slot = source.Offset + index;
        scope.Grouping?.CheckColumn(slot, $"{source.Alias}.{column.Name}");
        return new Bound(column.Type, frame => frame.Values[slot])
        {
            IsNullable = column.IsNullable,
            IsIdentity = column.IsIdentity,
            Collation = column.Collation,
        };
    }
}

/// <summary>One expression of a select list.</summary>
internal sealed record SelectOutput(QueryColumn Column, Bound Bound, ScalarExpression? Expression)
{
    internal static SelectOutput Of(string name, Bound bound, ScalarExpression? expression) =>
        new(
            new QueryColumn(name, bound.Type, bound.IsNullable, bound.IsIdentity, bound.Collation) { IsNull = bound.IsNull },
            bound,
            expression
        );
}

/// <summary>SELECT @v = ...: evaluated when its row's turn comes, so that it sees what the row before assigned.</summary>
internal sealed class DeferredValue(Bound bound, object?[] row, RowFrame outer)
{
    internal object? Evaluate() => bound.Evaluate(new RowFrame(row, outer));
}

/// <summary>A row of a select list with the values it is sorted by.</summary>
internal readonly record struct ProjectedRow(object?[] Output, object?[] Keys);
