using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>One element of ORDER BY: a column of the output, or an expression of its own.</summary>
internal sealed record SortKey(int Output, Func<RowFrame, object?>? Evaluate, Collation Collation, bool IsDescending);

/// <summary>ORDER BY and DISTINCT.</summary>
internal static class Ordering
{
    internal static SortKey[] Bind(QuerySpecification query, List<SelectOutput> outputs, ExpressionBinder binder, bool isDistinct)
    {
        var keys = new List<SortKey>();
        foreach (var element in query.OrderByClause.OrderByElements)
        {
            var isDescending = element.SortOrder == SortOrder.Descending;
            var output = element.Expression is ColumnReferenceExpression { Collation: not null }
                ? -1
                : FindOutput(element.Expression, outputs.ConvertAll(candidate => candidate.Column.Name));
            if (output < 0)
                output = outputs.FindIndex(candidate =>
                    candidate.Expression is not null && SameText(candidate.Expression, element.Expression)
                );
            if (output >= 0)
            {
                keys.Add(new SortKey(output, null, outputs[output].Bound.Collation, isDescending));
                continue;
            }
            var bound = binder.Bind(element.Expression);
            if (isDistinct)
                throw MessageCatalog.Error(145);
            keys.Add(new SortKey(-1, bound.Evaluate, bound.Collation, isDescending));
        }
        return [.. keys];
    }

    /// <summary>Sorts rows by their own columns: UNION and its kin know no others.</summary>
    internal static QueryPlan ByOutput(StatementContext context, QueryPlan plan, OrderByClause order, OffsetClause? offset)
    {
        var names = plan.Columns.Select(column => column.Name).ToList();
        var keys = new List<SortKey>();
        foreach (var element in order.OrderByElements)
        {
            var collation = element.Expression is ColumnReferenceExpression { Collation: { } written }
                ? Collation.Find(written.Value)
                : null;
            var output = FindOutput(element.Expression, names);
            if (output < 0)
                throw MessageCatalog.Error(104);
            keys.Add(new SortKey(output, null, collation ?? plan.Columns[output].Collation, element.SortOrder == SortOrder.Descending));
        }
        var sortKeys = keys.ToArray();
        var skip = offset is null ? null : OffsetFilter.Bind(context, offset);
        return plan with
        {
            Rows = frame =>
            {
                var rows = Sort(plan.Rows(frame).Select(row => new ProjectedRow(row, Keys(sortKeys, frame, row))), sortKeys);
                return (skip?.Apply(rows) ?? rows).Select(row => row.Output);
            },
        };
    }

    internal static object?[] Keys(SortKey[]? order, RowFrame frame, object?[] output)
    {
        if (order is null)
            return [];
        var keys = new object?[order.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = order[i].Output >= 0 ? output[order[i].Output] : order[i].Evaluate!(frame);
        return keys;
    }

    internal static IEnumerable<ProjectedRow> Sort(IEnumerable<ProjectedRow> rows, SortKey[] order) =>
        rows.Order(Comparer<ProjectedRow>.Create((left, right) => Compare(left.Keys, right.Keys, order)));

    internal static int Compare(object?[] left, object?[] right, SortKey[] order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var difference = ValueOrder.CompareWithNulls(left[i], right[i], order[i].Collation);
            if (difference != 0)
                return order[i].IsDescending ? -difference : difference;
        }
        return 0;
    }

    internal static IEnumerable<ProjectedRow> Distinct(IEnumerable<ProjectedRow> rows, List<SelectOutput> outputs)
    {
        var equality = new RowEquality([.. outputs.Select(output => output.Bound.Collation)]);
        return rows.DistinctBy(row => row.Output, equality!);
    }

    internal static bool SameText(TSqlFragment left, TSqlFragment right) => Normalized(left).SameAs(Normalized(right));

    /// <summary>A piece of text without blanks, comments and brackets, to see whether two expressions are the same.</summary>
    internal static string Normalized(TSqlFragment fragment)
    {
        var tokens = fragment.ScriptTokenStream;
        if (tokens is null || fragment.FirstTokenIndex < 0)
            return "";
        var text = new System.Text.StringBuilder();
        for (var i = fragment.FirstTokenIndex; i <= fragment.LastTokenIndex; i++)
            if (tokens[i].TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment))
                text.Append(tokens[i].Text is ['[', .. var inside, ']'] ? inside : tokens[i].Text).Append(' ');
        return text.ToString();
    }

    private static int FindOutput(ScalarExpression expression, List<string> names)
    {
        switch (expression)
        {
            case IntegerLiteral position:
                var index = int.Parse(position.Value, CultureInfo.InvariantCulture) - 1;
                return index >= 0 && index < names.Count ? index : throw MessageCatalog.Error(108, position.Value);
            case ColumnReferenceExpression { MultiPartIdentifier: { Count: 1 } name }:
                return names.FindIndex(candidate => candidate.SameAs(name[0].Value));
            default:
                return -1;
        }
    }
}
