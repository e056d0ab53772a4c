using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>UNION, EXCEPT and INTERSECT.</summary>
internal sealed class SetOperationBinder(StatementContext context, BindingScope? parent)
{
    internal QueryPlan Bind(BinaryQueryExpression query)
    {
        var binder = new QueryBinder(context, parent);
        var (left, right) = (binder.Bind(query.FirstQueryExpression), binder.Bind(query.SecondQueryExpression));
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
