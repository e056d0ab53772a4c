using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>Makes queries ready to run.</summary>
internal sealed class QueryBinder(StatementContext context, BindingScope? parent)
{
    /// <summary>A SELECT statement with its common table expressions.</summary>
    internal QueryPlan Bind(SelectStatement statement) =>
        Bind(statement.QueryExpression, statement.WithCtesAndXmlNamespaces, statement.OptimizerHints);

    internal QueryPlan Bind(QueryExpression query, WithCtesAndXmlNamespaces? with, IList<OptimizerHint>? hints = null)
    {
        if (with is null or { CommonTableExpressions.Count: 0 })
            return Bind(query);
        var plan = new QueryBinder(context, WithCommonTables(with, parent, hints)).Bind(query);
        return plan with { Rows = frame => plan.Rows(new RowFrame([], frame)) };
    }

    /// <summary>A scope that knows the common table expressions of a statement.</summary>
    internal static BindingScope WithCommonTables(WithCtesAndXmlNamespaces? with, BindingScope? parent, IList<OptimizerHint>? hints = null)
    {
        var scope = new BindingScope(parent) { MaximumRecursion = MaximumRecursion(hints) };
        foreach (var expression in with?.CommonTableExpressions ?? [])
            scope.CommonTables[expression.ExpressionName.Value] = new CommonTable(expression, scope) { Index = scope.CommonTables.Count };
        return scope;
    }

    internal QueryPlan Bind(QueryExpression query)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var plan = BindRows(query);
        return query.ForClause switch
        {
            XmlForClause xml => XmlRows.Wrap(xml, plan),
            // Those of a cursor say what may be done through it, not what its rows are.
            null or UpdateForClause or ReadOnlyForClause => plan,
            _ => throw ExpressionBinder.Unsupported(query.ForClause),
        };
    }

    private QueryPlan BindRows(QueryExpression query) =>
        query switch
        {
            QueryParenthesisExpression inner => BindParenthesis(inner),
            BinaryQueryExpression binary => new SetOperationBinder(context, parent).Bind(binary),
            QuerySpecification specification => new SpecificationBinder(context, parent).Bind(specification),
            _ => throw ExpressionBinder.Unsupported(query),
        };

    internal QueryPlan BindCommonTable(CommonTable common)
    {
        var expression = common.Expression;
        var plan = FindRecursion(expression) is { } members ? BindRecursive(common, members) : Bind(expression.QueryExpression);
        var columns = SourceBinder.Renamed(plan.Columns, expression.Columns, expression.ExpressionName.Value);
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Name.Length == 0)
                throw MessageCatalog.Error(8155, i + 1, expression.ExpressionName.Value);
        return plan with { Columns = columns };
    }

    private QueryPlan BindParenthesis(QueryParenthesisExpression inner)
    {
        var plan = Bind(inner.QueryExpression);
        return inner.OrderByClause is null ? plan : Ordering.ByOutput(context, plan, inner.OrderByClause, inner.OffsetClause);
    }

    /// <summary>
    /// The anchor and the recursive members of an expression that uses itself, or null (page WITH common_table_expression, "Guidelines for recursive common
    /// table expressions"). Throws 246 without an anchor, 247 when one comes after a recursive member.
    /// </summary>
    private static (QueryExpression Anchor, IReadOnlyList<QueryExpression> Members)? FindRecursion(CommonTableExpression expression)
    {
        var name = expression.ExpressionName.Value;
        var members = new Stack<QueryExpression>();
        var rest = expression.QueryExpression;
        while (
            rest is BinaryQueryExpression { All: true, BinaryQueryExpressionType: BinaryQueryExpressionType.Union } union
            && ReferenceFinder.Finds(rest, name)
        )
        {
            if (!ReferenceFinder.Finds(union.SecondQueryExpression, name))
                throw MessageCatalog.Error(247, name);
            members.Push(union.SecondQueryExpression);
            rest = union.FirstQueryExpression;
        }
        if (members.Count == 0)
            return null;
        return ReferenceFinder.Finds(rest, name) ? throw MessageCatalog.Error(246, name) : (rest, [.. members]);
    }

    private QueryPlan BindRecursive(CommonTable common, (QueryExpression Anchor, IReadOnlyList<QueryExpression> Members) recursive)
    {
        var anchor = Bind(recursive.Anchor);
        var columns = SourceBinder.Renamed(anchor.Columns, common.Expression.Columns, common.Expression.ExpressionName.Value);
        var recursion = new RecursiveRows([.. columns.Select(column => column with { IsNullable = true })]);
        common.Recursion = recursion;
        QueryPlan[] steps;
        try
        {
            steps = [.. recursive.Members.Select(Bind)];
        }
        finally
        {
            common.Recursion = null;
        }
        if (steps.Any(step => step.Columns.Count != anchor.Columns.Count))
            throw MessageCatalog.Error(205);
        var limit = common.Scope.MaximumRecursion;
        return new QueryPlan(recursion.Columns, frame => Recurse(anchor, steps, recursion, frame, limit));
    }

    private IEnumerable<object?[]> Recurse(QueryPlan anchor, QueryPlan[] steps, RecursiveRows recursion, RowFrame frame, int limit)
    {
        IReadOnlyList<object?[]> current = [.. anchor.Rows(frame)];
        for (var round = 0; current.Count > 0; round++)
        {
            if (limit > 0 && round > limit)
                throw MessageCatalog.Error(530, limit);
            context.Attention.ThrowIfCancellationRequested();
            foreach (var row in current)
                yield return row;
            recursion.Current = current;
            current =
            [
                .. steps.SelectMany(step =>
                    step.Rows(frame).Select(row => SetOperationBinder.Converted(row, step.Columns, recursion.Columns))
                ),
            ];
        }
    }

    private static int MaximumRecursion(IList<OptimizerHint>? hints) =>
        hints?.OfType<LiteralOptimizerHint>().FirstOrDefault(hint => hint.HintKind == OptimizerHintKind.MaxRecursion) is { } hint
            ? int.Parse(hint.Value.Value, System.Globalization.CultureInfo.InvariantCulture)
            : 100;

    private sealed class ReferenceFinder(string name) : TSqlFragmentVisitor
    {
        private bool found;

        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();

        public override void Visit(NamedTableReference node) =>
            found |= node.SchemaObject.Count == 1 && node.SchemaObject.BaseIdentifier.Value.SameAs(name);

        internal static bool Finds(QueryExpression query, string name)
        {
            var finder = new ReferenceFinder(name);
            query.Accept(finder);
            return finder.found;
        }
    }
}
