using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>VALUES (...), (...) as a table.</summary>
internal static class ValuesBinder
{
    internal static QueryPlan Bind(IList<RowValue> values, ExpressionBinder binder)
    {
        var rows = values.Select(row => binder.BindAll(row.ColumnValues)).ToArray();
        var width = rows[0].Length;
        if (rows.Any(row => row.Length != width))
            throw MessageCatalog.Error(10709);
        var columns = Enumerable.Range(0, width).Select(i => Column([.. rows.Select(row => row[i])])).ToArray();
        var evaluators = rows.Select(row => row.Select((bound, i) => bound.As(columns[i].Type).Evaluate).ToArray()).ToArray();
        return new QueryPlan(columns, frame => evaluators.Select(row => Evaluate(row, frame)));
    }

    private static QueryColumn Column(Bound[] bounds) =>
        new("", Bound.CommonType(bounds), bounds.Any(bound => bound.IsNullable || bound.IsNull), false, bounds[0].Collation);

    private static object?[] Evaluate(Func<RowFrame, object?>[] row, RowFrame frame)
    {
        var values = new object?[row.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = row[i](frame);
        return values;
    }
}
