using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>Binds a FROM clause.</summary>
internal sealed class FromBinder(StatementContext context, BindingScope scope)
{
    private readonly ExpressionBinder binder = new(context, scope);
    private readonly List<LeafSource> leaves = [];

    /// <summary>The table that an UPDATE or DELETE changes: its rows come with their ids, and it is locked for writing.</summary>
    internal MultiPartIdentifier? TargetName { get; init; }

    /// <summary>The alias that MERGE gives its target.</summary>
    internal string? TargetAlias { get; init; }

    internal RowSource Bind(IList<TableReference> references, BooleanExpression? where)
    {
        var parts = references.Select(reference => Bind(reference, isApplied: false)).ToArray();
        var equalities = where is null ? [] : Equalities(where).ToArray();
        AddSeeks(equalities);
        var joined = parts[0];
        foreach (var part in parts.Skip(1))
            joined = new JoinSource(joined, part, QualifiedJoinType.Inner, Keys(equalities, joined.Mask, part.Mask), null);
        return joined;
    }

    internal RowSource Bind(TableReference reference, bool isApplied)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return reference switch
        {
            JoinParenthesisTableReference inner => Bind(inner.Join, isApplied),
            OdbcQualifiedJoinTableReference odbc => Bind(odbc.TableReference, isApplied),
            QualifiedJoin join => BindJoin(join),
            UnqualifiedJoin { UnqualifiedJoinType: UnqualifiedJoinType.CrossJoin } cross => new JoinSource(
                Bind(cross.FirstTableReference, isApplied),
                Bind(cross.SecondTableReference, isApplied),
                QualifiedJoinType.Inner,
                [],
                null
            ),
            UnqualifiedJoin apply => new ApplySource(
                Bind(apply.FirstTableReference, isApplied),
                Bind(apply.SecondTableReference, isApplied: true),
                apply.UnqualifiedJoinType == UnqualifiedJoinType.OuterApply
            ),
            _ => Leaf(new SourceBinder(context, scope, isApplied, IsTarget(reference)) { TargetAlias = TargetAlias }.Bind(reference)),
        };
    }

    private bool IsTarget(TableReference reference) =>
        TargetName is not null && !scope.Sources.Exists(source => source.HasRowIds) && Queries.TargetName.Is(reference, TargetName);

    private LeafSource Leaf((BoundSource Source, Func<RowFrame, IEnumerable<object?[]>> Read, bool IsStable) bound)
    {
        if (scope.Sources.Count == 64)
            throw MessageCatalog.Error(106, 64);
        scope.Add(bound.Source);
        var leaf = new LeafSource(scope, bound.Source, bound.Read, bound.IsStable);
        leaves.Add(leaf);
        return leaf;
    }

    private JoinSource BindJoin(QualifiedJoin join)
    {
        var left = Bind(join.FirstTableReference, isApplied: false);
        var right = Bind(join.SecondTableReference, isApplied: false);
        return Join(left, right, join.SearchCondition, join.QualifiedJoinType);
    }

    internal JoinSource Join(RowSource left, RowSource right, BooleanExpression condition, QualifiedJoinType type)
    {
        var keys = Keys([.. Equalities(condition)], left.Mask, right.Mask);
        return new JoinSource(left, right, type, keys, binder.Bind(condition));
    }

    private static List<JoinKey> Keys(IReadOnlyList<Equality> equalities, ulong left, ulong right)
    {
        var keys = new List<JoinKey>();
        foreach (var equality in equalities)
        {
            var isStraight = IsWithin(equality.LeftMask, left) && IsWithin(equality.RightMask, right);
            var isCrossed = IsWithin(equality.RightMask, left) && IsWithin(equality.LeftMask, right);
            if (!isStraight && !isCrossed)
                continue;
            var (first, second, collation) = Comparisons.Align(equality.Left, equality.Right);
            keys.Add(isStraight ? new JoinKey(first, second, collation) : new JoinKey(second, first, collation));
        }
        return keys;
    }

    private static bool IsWithin(ulong mask, ulong allowed) => mask != 0 && (mask & ~allowed) == 0;

    private void AddSeeks(IReadOnlyList<Equality> equalities)
    {
        foreach (var equality in equalities)
        foreach (var leaf in leaves)
        {
            if (equality.LeftMask == leaf.Mask && equality.RightMask == 0)
                AddSeek(leaf, equality.Left, equality.Right);
            else if (equality.RightMask == leaf.Mask && equality.LeftMask == 0)
                AddSeek(leaf, equality.Right, equality.Left);
        }
    }

    private static void AddSeek(LeafSource leaf, Bound cell, Bound wanted)
    {
        var (left, right, collation) = Comparisons.Align(cell, wanted);
        // A table's key can be looked up only by values of its column's own type.
        var isOfColumnsType = cell.Type.IsString
            ? wanted.Type.IsString
            : TypeRules.Common(cell.Type, wanted.Type).Kind == cell.Type.Kind && cell.Type.Kind != SqlTypeKind.Variant;
        leaf.AddSeek(left, right, collation, isOfColumnsType && cell.Slot >= 0 ? cell.Slot - leaf.Start : -1);
    }

    /// <summary>The equalities that must all hold, with the tables each of their sides uses.</summary>
    private IEnumerable<Equality> Equalities(BooleanExpression condition)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (condition)
        {
            case BooleanParenthesisExpression inner:
                return Equalities(inner.Expression);
            case BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and:
                return [.. ExpressionBinder.Terms(and, BooleanBinaryExpressionType.And).SelectMany(Equalities)];
            case BooleanComparisonExpression { ComparisonType: BooleanComparisonType.Equals } equals
                when IsSimple(equals.FirstExpression) && IsSimple(equals.SecondExpression):
                var (left, leftMask) = Track(equals.FirstExpression);
                var (right, rightMask) = Track(equals.SecondExpression);
                return [new Equality(left, leftMask, right, rightMask)];
            default:
                return [];
        }
    }

    private static bool IsSimple(ScalarExpression expression) => !SubqueryFinder.Finds(expression);

    private (Bound Bound, ulong Mask) Track(ScalarExpression expression)
    {
        var before = scope.Touched;
        scope.Touched = 0;
        var bound = binder.Bind(expression);
        var mask = scope.Touched;
        scope.Touched |= before;
        return (bound, mask);
    }

    private sealed record Equality(Bound Left, ulong LeftMask, Bound Right, ulong RightMask);

    private sealed class SubqueryFinder : TSqlFragmentVisitor
    {
        private bool found;

        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();

        public override void Visit(ScalarSubquery node) => found = true;

        public override void Visit(FunctionCall node) =>
            found |=
                node.CallTarget is not null
                || node.OverClause is not null
                || AggregateNames.Contain(node.FunctionName.Value)
                || node.FunctionName.Value.StartsWith("NEWID", StringComparison.OrdinalIgnoreCase);

        internal static bool Finds(ScalarExpression expression)
        {
            var finder = new SubqueryFinder();
            expression.Accept(finder);
            return finder.found;
        }
    }
}
