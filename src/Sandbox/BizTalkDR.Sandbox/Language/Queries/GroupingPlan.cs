using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>GROUP BY and the aggregates of one query level. A group is its first row, with the aggregates in slots behind the columns.</summary>
internal sealed class GroupingPlan : IGroupedLevel
{
    private readonly BindingScope scope;
    private readonly List<Bound> keys = [];
    private readonly HashSet<string> keyTexts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> keySlots = [];
    private readonly List<BoundAggregate> aggregates = [];
    private bool isOpen;

    private GroupingPlan(BindingScope scope, bool isGrouped) => (this.scope, IsGrouped) = (scope, isGrouped);

    internal bool IsGrouped { get; }

    internal static GroupingPlan Bind(QuerySpecification query, BindingScope scope, ExpressionBinder binder)
    {
        var plan = new GroupingPlan(
            scope,
            query.GroupByClause is not null || query.HavingClause is not null || AggregateFinder.Finds(query)
        );
        if (query.GroupByClause is { GroupByOption: not GroupByOption.None })
            throw ExpressionBinder.Unsupported($"GROUP BY ... WITH {query.GroupByClause.GroupByOption}");
        foreach (var specification in query.GroupByClause?.GroupingSpecifications ?? [])
        {
            if (specification is GrandTotalGroupingSpecification)
                continue;
            if (specification is not ExpressionGroupingSpecification { Expression: var expression })
                throw ExpressionBinder.Unsupported(specification);
            if (expression is ColumnReferenceExpression { MultiPartIdentifier: { } name } && scope.SlotOf(name.Identifiers) is { } slot)
                plan.keySlots.Add(slot);
            plan.keys.Add(binder.Bind(expression));
            plan.keyTexts.Add(Ordering.Normalized(expression));
        }
        return plan;
    }

    public bool IsKey(ScalarExpression expression) =>
        IsGrouped
        && !isOpen
        && expression is not (ColumnReferenceExpression or Literal or VariableReference)
        && keyTexts.Contains(Ordering.Normalized(expression));

    public Bound BindKey(Func<Bound> bind) => Opened(bind);

    /// <summary>Only columns that are grouped by may stand outside an aggregate.</summary>
    public void CheckColumn(int slot, string name)
    {
        if (IsGrouped && !isOpen && !keySlots.Contains(slot))
            throw MessageCatalog.Error(8120, name);
    }

    public Bound BindAggregate(FunctionCall call, ExpressionBinder binder)
    {
        if (isOpen)
            throw MessageCatalog.Error(130);
        var aggregate = Opened(() => Aggregates.Bind(call, binder));
        var slot = scope.AddSlot();
        aggregates.Add(aggregate with { Slot = slot });
        return new Bound(aggregate.Type, frame => frame.Values[slot])
        {
            Collation = aggregate.Collation,
            IsNullable = aggregate.IsNullable,
        };
    }

    internal IEnumerable<object?[]> Group(IEnumerable<object?[]> rows, RowFrame outer, int width)
    {
        var groups = new Dictionary<object?[], (object?[] First, Accumulator[] Accumulators)>(
            new RowEquality([.. keys.Select(key => key.Collation)])
        );
        var ordered = new List<(object?[] First, Accumulator[] Accumulators)>();
        var frame = new RowFrame([], outer);
        foreach (var row in rows)
        {
            frame.Values = row;
            var key = new object?[keys.Count];
            for (var i = 0; i < key.Length; i++)
                key[i] = keys[i].Evaluate(frame);
            if (!groups.TryGetValue(key, out var group))
            {
                group = (Copy(row, width), Start());
                groups.Add(key, group);
                ordered.Add(group);
            }
            for (var i = 0; i < aggregates.Count; i++)
                aggregates[i].Add(group.Accumulators[i], frame);
        }
        if (ordered.Count == 0 && keys.Count == 0)
            ordered.Add((new object?[width], Start()));
        foreach (var (first, accumulators) in ordered)
        {
            for (var i = 0; i < aggregates.Count; i++)
                first[aggregates[i].Slot] = accumulators[i].Result;
            yield return first;
        }
    }

    private static object?[] Copy(object?[] row, int width)
    {
        var copy = new object?[width];
        row.CopyTo(copy, 0);
        return copy;
    }

    private Accumulator[] Start() => [.. aggregates.Select(aggregate => aggregate.Start())];

    private T Opened<T>(Func<T> bind)
    {
        var before = isOpen;
        isOpen = true;
        try
        {
            return bind();
        }
        finally
        {
            isOpen = before;
        }
    }

    /// <summary>Looks for aggregates of this level, not those of subqueries or windows.</summary>
    private sealed class AggregateFinder : TSqlFragmentVisitor
    {
        private bool found;

        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();

        public override void ExplicitVisit(FunctionCall node)
        {
            found |= node.CallTarget is null && node.OverClause is null && AggregateNames.Contain(node.FunctionName.Value);
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(ScalarSubquery node) { }

        internal static bool Finds(QuerySpecification query)
        {
            var finder = new AggregateFinder();
            foreach (var element in query.SelectElements)
                element.Accept(finder);
            query.OrderByClause?.Accept(finder);
            return finder.found;
        }
    }
}
