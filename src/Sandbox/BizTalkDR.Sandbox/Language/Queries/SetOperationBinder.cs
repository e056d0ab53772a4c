using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>UNION, EXCEPT and INTERSECT.</summary>
internal sealed class SetOperationBinder(StatementContext context, BindingScope? parent)
{
    /// <summary>A chain of set operations is a tree as deep as it is long, and so are the rows' iterators: longer ones are 8631.</summary>
    private const int LongestChain = 1000;

    /// <summary>Binds a chain from its first query on.</summary>
    internal QueryPlan Bind(BinaryQueryExpression last)
    {
        var links = new Stack<BinaryQueryExpression>();
        QueryExpression first = last;
        while (
            first is BinaryQueryExpression link && (link == last || link is { OrderByClause: null, OffsetClause: null, ForClause: null })
        )
        {
            links.Push(link);
            first = link.FirstQueryExpression;
        }
        if (links.Count > LongestChain)
            throw MessageCatalog.Error(8631);
        var binder = new QueryBinder(context, parent);
        var plan = binder.Bind(first);
        while (links.TryPop(out var link))
            plan = Combine(link, plan, binder.Bind(link.SecondQueryExpression));
        return plan;
    }

    private QueryPlan Combine(BinaryQueryExpression query, QueryPlan left, QueryPlan right)
    {
        if (left.Columns.Count != right.Columns.Count)
            throw MessageCatalog.Error(205);
        var columns = left.Columns.Zip(right.Columns, Merge).ToArray();
        var equality = new RowEquality([.. columns.Select(column => column.Collation)]);
        var plan = new QueryPlan(
            columns,
            frame =>
            {
                var first = left.Rows(frame).Select(row => Converted(row, left.Columns, columns));
                var second = right.Rows(frame).Select(row => Converted(row, right.Columns, columns));
                return query.BinaryQueryExpressionType switch
                {
                    BinaryQueryExpressionType.Union when query.All => first.Concat(second),
                    BinaryQueryExpressionType.Union => first.Concat(second).Distinct(equality!),
                    BinaryQueryExpressionType.Except => first.Except(second, equality!),
                    _ => first.Intersect(second, equality!),
                };
            }
        );
        return query.OrderByClause is null ? plan : Ordering.ByOutput(context, plan, query.OrderByClause, query.OffsetClause);
    }

    internal static object?[] Converted(object?[] row, IReadOnlyList<QueryColumn> from, IReadOnlyList<QueryColumn> to)
    {
        object?[]? converted = null;
        for (var i = 0; i < row.Length; i++)
            if (from[i].Type != to[i].Type && row[i] is not null)
                (converted ??= (object?[])row.Clone())[i] = Conversion.Convert(row[i], from[i].Type, to[i].Type);
        return converted ?? row;
    }

    /// <summary>A bare NULL on one side takes the type of the other.</summary>
    private static QueryColumn Merge(QueryColumn left, QueryColumn right) =>
        left with
        {
            Type =
                left.IsNull ? right.Type
                : right.IsNull ? left.Type
                : TypeRules.Common(left.Type, right.Type),
            IsNull = left.IsNull && right.IsNull,
            IsNullable = left.IsNullable || right.IsNullable,
            IsIdentity = false,
        };
}
