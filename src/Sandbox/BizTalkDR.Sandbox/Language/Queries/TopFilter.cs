using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>TOP (n) [PERCENT] [WITH TIES].</summary>
internal sealed class TopFilter(Func<double> limit, bool isPercent, bool withTies)
{
    internal static TopFilter Bind(StatementContext context, TopRowFilter top)
    {
        var bound = new ExpressionBinder(context, null).Bind(top.Expression).As(top.Percent ? SqlType.Float : SqlType.BigInt);
        return new TopFilter(() => Limit(bound), top.Percent, top.WithTies);
    }

    /// <summary>How many rows may pass, of a statement that changes rows.</summary>
    internal long CountOf(int total) => isPercent ? (long)Math.Ceiling(total * limit() / 100) : (long)limit();

    internal IEnumerable<ProjectedRow> Apply(IEnumerable<ProjectedRow> rows, SortKey[]? order)
    {
        if (isPercent)
        {
            var all = rows.ToArray();
            return all.Take((int)CountOf(all.Length));
        }
        var count = (long)limit();
        return withTies && order is not null ? WithTies(rows, count, order) : rows.Take((int)Math.Min(count, int.MaxValue));
    }

    private static IEnumerable<ProjectedRow> WithTies(IEnumerable<ProjectedRow> rows, long count, SortKey[] order)
    {
        var last = default(ProjectedRow);
        var taken = 0L;
        foreach (var row in rows)
        {
            if (taken >= count && (count == 0 || Ordering.Compare(last.Keys, row.Keys, order) != 0))
                yield break;
            (last, taken) = (row, taken + 1);
            yield return row;
        }
    }

    private static double Limit(Bound bound)
    {
        var value = Convert.ToDouble(bound.Evaluate(RowFrame.Empty) ?? 0L, CultureInfo.InvariantCulture);
        return value < 0 ? throw MessageCatalog.Error(127) : value;
    }
}

/// <summary>OFFSET n ROWS FETCH NEXT m ROWS ONLY.</summary>
internal sealed class OffsetFilter(Func<long> offset, Func<long>? fetch)
{
    internal static OffsetFilter Bind(StatementContext context, OffsetClause clause)
    {
        var binder = new ExpressionBinder(context, null);
        var offset = binder.Bind(clause.OffsetExpression).As(SqlType.BigInt);
        var fetch = clause.FetchExpression is null ? null : binder.Bind(clause.FetchExpression).As(SqlType.BigInt);
        return new OffsetFilter(
            () => (long)(offset.Evaluate(RowFrame.Empty) ?? 0L),
            fetch is null ? null : () => (long)(fetch.Evaluate(RowFrame.Empty) ?? 0L)
        );
    }

    internal IEnumerable<ProjectedRow> Apply(IEnumerable<ProjectedRow> rows)
    {
        var skipped = offset();
        if (skipped < 0)
            throw MessageCatalog.Error(10742);
        var kept = rows.Skip((int)Math.Min(skipped, int.MaxValue));
        return fetch is null ? kept : kept.Take((int)Math.Min(fetch(), int.MaxValue));
    }
}
