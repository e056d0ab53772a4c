using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Conditions, in three-valued logic.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>How many terms of AND or OR SQL Server's stack bears, as users report.</summary>
    private const int MostTerms = 8871;

    internal Predicate Bind(BooleanExpression condition)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return condition switch
        {
            BooleanParenthesisExpression inner => Bind(inner.Expression),
            BooleanNotExpression not => Not(Bind(not.Expression)),
            BooleanBinaryExpression binary => BindTerms(binary),
            BooleanComparisonExpression comparison => Comparisons.Bind(
                comparison.ComparisonType,
                Bind(comparison.FirstExpression),
                Bind(comparison.SecondExpression)
            ),
            BooleanIsNullExpression isNull => IsNull(Bind(isNull.Expression), isNull.IsNot),
            BooleanTernaryExpression between => Between(between),
            InPredicate { Subquery: null } list => InList(list),
            InPredicate query => InSubquery(query),
            LikePredicate like => Like(like),
            ExistsPredicate exists => Exists(exists),
            SubqueryComparisonPredicate quantified => Quantified(quantified),
            UpdateCall update => IsUpdated(update.Identifier.Value),
            _ => throw Unsupported(condition),
        };
    }

    /// <summary>a AND b AND c ... is a tree as deep as it is long: it becomes one test of all terms. Throws 8631 when there are too many.</summary>
    private Predicate BindTerms(BooleanBinaryExpression last)
    {
        var terms = Terms(last, last.BinaryExpressionType);
        if (terms.Count > MostTerms)
            throw MessageCatalog.Error(8631);
        var tests = terms.Select(Bind).ToArray();
        return last.BinaryExpressionType == BooleanBinaryExpressionType.And ? AllOf(tests) : AnyOf(tests);
    }

    /// <summary>The terms of AND or OR, from left to right.</summary>
    internal static List<BooleanExpression> Terms(BooleanExpression condition, BooleanBinaryExpressionType type)
    {
        var terms = new List<BooleanExpression>();
        while (condition is BooleanBinaryExpression link && link.BinaryExpressionType == type)
        {
            terms.Add(link.SecondExpression);
            condition = link.FirstExpression;
        }
        terms.Add(condition);
        terms.Reverse();
        return terms;
    }

    private static Predicate AllOf(Predicate[] tests) =>
        frame =>
        {
            bool? result = true;
            foreach (var test in tests)
            {
                var holds = test(frame);
                if (holds == false)
                    return false;
                if (holds is null)
                    result = null;
            }
            return result;
        };

    private static Predicate AnyOf(Predicate[] tests) =>
        frame =>
        {
            bool? result = false;
            foreach (var test in tests)
            {
                var holds = test(frame);
                if (holds == true)
                    return true;
                if (holds is null)
                    result = null;
            }
            return result;
        };

    /// <summary>UPDATE(column) in a trigger: whether the statement set the column.</summary>
    private Predicate IsUpdated(string column)
    {
        var columns = Context.UpdatedColumns;
        return _ => columns is null || columns.Contains(column);
    }

    internal static Predicate Not(Predicate inner) => frame => !inner(frame);

    internal static Predicate And(Predicate first, Predicate second) =>
        frame =>
        {
            var left = first(frame);
            if (left == false)
                return false;
            var right = second(frame);
            return right == false ? false
                : left is null || right is null ? null
                : true;
        };

    private static Predicate IsNull(Bound bound, bool isNot) => frame => bound.Evaluate(frame) is null != isNot;

    private Predicate Between(BooleanTernaryExpression between)
    {
        var value = Bind(between.FirstExpression);
        var inside = And(
            Comparisons.Bind(BooleanComparisonType.GreaterThanOrEqualTo, value, Bind(between.SecondExpression)),
            Comparisons.Bind(BooleanComparisonType.LessThanOrEqualTo, value, Bind(between.ThirdExpression))
        );
        return between.TernaryExpressionType == BooleanTernaryExpressionType.Between ? inside : Not(inside);
    }

    private Predicate InList(InPredicate list)
    {
        var value = Bind(list.Expression);
        var tests = list.Values.Select(item => Comparisons.Bind(BooleanComparisonType.Equals, value, Bind(item))).ToArray();
        var found = AnyOf(tests);
        return list.NotDefined ? Not(found) : found;
    }

    private Predicate InSubquery(InPredicate query)
    {
        var value = Bind(query.Expression);
        var plan = BindSubquery(query.Subquery.QueryExpression, out var isCorrelated);
        if (plan.Columns.Count != 1)
            throw MessageCatalog.Error(116);
        var column = plan.Columns[0];
        var item = new Bound(column.Type, frame => frame.Values[0]) { Collation = column.Collation };
        var (left, right, collation) = Comparisons.Align(value, item);
        var members = Remembered(
            isCorrelated,
            frame => new MemberSet(plan.Rows(frame).Select(row => right(new RowFrame(row, null))), collation)
        );
        Predicate found = frame =>
        {
            var set = members(frame);
            return set.IsEmpty ? false
                : left(frame) is { } wanted ? set.Contains(wanted)
                : null;
        };
        return query.NotDefined ? Not(found) : found;
    }

    private Predicate Like(LikePredicate like)
    {
        var text = AsText(Bind(like.FirstExpression));
        var pattern = AsText(Bind(like.SecondExpression));
        var escape = like.EscapeExpression is null ? null : AsText(Bind(like.EscapeExpression));
        var collation = pattern.HasExplicitCollation ? pattern.Collation : text.Collation;
        LikePattern? kept = null;
        Predicate matches = frame =>
        {
            if (text.Evaluate(frame) is not string value || pattern.Evaluate(frame) is not string wanted)
                return null;
            var escapeCharacter = escape is null ? null : EscapeOf((string?)escape.Evaluate(frame));
            if (kept is null || kept.Text != wanted)
                kept = new LikePattern(wanted, escapeCharacter, collation);
            return kept.IsMatch(value);
        };
        return like.NotDefined ? Not(matches) : matches;
    }

    private static char? EscapeOf(string? escape) =>
        escape is null or { Length: 0 } ? null
        : escape.Length == 1 ? escape[0]
        : throw MessageCatalog.Error(506, escape, "LIKE");

    private static Bound AsText(Bound bound) => bound.Type.IsString ? bound : bound.As(SqlType.NVarChar(SqlType.Max));

    private Predicate Exists(ExistsPredicate exists)
    {
        var plan = BindSubquery(WithoutList(exists.Subquery.QueryExpression), out var isCorrelated);
        var any = Remembered(isCorrelated, frame => plan.Rows(frame).Any());
        return frame => any(frame);
    }

    /// <summary>
    /// The list of an EXISTS subquery is not looked at (page EXISTS): EXISTS (SELECT * ... GROUP BY ...) is right, though * is nothing that is grouped by.
    /// </summary>
    private static QueryExpression WithoutList(QueryExpression query) =>
        query is QuerySpecification { SelectElements: [SelectStarExpression], GroupByClause: { } grouping } specification
            ? new QuerySpecification
            {
                FromClause = specification.FromClause,
                WhereClause = specification.WhereClause,
                GroupByClause = grouping,
                HavingClause = specification.HavingClause,
                SelectElements = { new SelectScalarExpression { Expression = new IntegerLiteral { Value = "1" } } },
            }
            : query;

    private Predicate Quantified(SubqueryComparisonPredicate quantified)
    {
        var value = Bind(quantified.Expression);
        var plan = BindSubquery(quantified.Subquery.QueryExpression, out var isCorrelated);
        if (plan.Columns.Count != 1)
            throw MessageCatalog.Error(116);
        var column = plan.Columns[0];
        var item = new Bound(column.Type, frame => frame.Values[0]) { Collation = column.Collation };
        var (left, right, collation) = Comparisons.Align(value, item);
        var test = Comparisons.Test(quantified.ComparisonType);
        var isAll = quantified.SubqueryComparisonPredicateType == SubqueryComparisonPredicateType.All;
        var items = Remembered(isCorrelated, frame => plan.Rows(frame).Select(row => right(new RowFrame(row, null))).ToArray());
        return frame =>
        {
            var all = items(frame);
            if (all.Length == 0)
                return isAll;
            if (left(frame) is not { } wanted)
                return null;
            bool? result = isAll;
            foreach (var candidate in all)
            {
                bool? holds = candidate is null ? null : test(ValueOrder.Compare(wanted, candidate, collation));
                if (holds == !isAll)
                    return !isAll;
                if (holds is null)
                    result = null;
            }
            return result;
        };
    }
}

/// <summary>The values of an IN subquery.</summary>
internal sealed class MemberSet
{
    private readonly HashSet<object?[]> values;
    private readonly bool hasNull;

    internal MemberSet(IEnumerable<object?> members, Collation collation)
    {
        values = new HashSet<object?[]>(new RowEquality([collation]));
        foreach (var member in members)
            if (member is null)
                hasNull = true;
            else
                values.Add([member]);
    }

    internal bool IsEmpty => values.Count == 0 && !hasNull;

    internal bool? Contains(object wanted) =>
        values.Contains([wanted]) ? true
        : hasNull ? null
        : false;
}
