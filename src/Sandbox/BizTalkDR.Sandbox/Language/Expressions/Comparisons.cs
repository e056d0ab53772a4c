using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Comparisons of two values; UNKNOWN when one is NULL.</summary>
internal static class Comparisons
{
    internal static Predicate Bind(BooleanComparisonType comparison, Bound left, Bound right)
    {
        var (first, second, collation) = Align(left, right);
        if (comparison == BooleanComparisonType.Equals)
            return frame => first(frame) is { } a && second(frame) is { } b ? ValueOrder.AreEqual(a, b, collation) : null;
        var test = Test(comparison);
        return frame => first(frame) is { } a && second(frame) is { } b ? test(ValueOrder.Compare(a, b, collation)) : null;
    }

    /// <summary>Brings two expressions to the type they are compared in.</summary>
    internal static (Func<RowFrame, object?> Left, Func<RowFrame, object?> Right, Collation Collation) Align(Bound left, Bound right)
    {
        var collation = right.HasExplicitCollation || (left.IsConstant && !left.HasExplicitCollation) ? right.Collation : left.Collation;
        if (left.IsNull || right.IsNull)
            return (left.Evaluate, right.Evaluate, collation);
        if (left.Type.IsString && right.Type.IsString)
            return (left.Evaluate, right.Evaluate, collation);
        var type = TypeRules.Common(left.Type, right.Type);
        if (type.Kind == SqlTypeKind.Decimal)
            type = SqlType.Decimal(38, 28);
        CheckComparable(left.Type, right.Type, type);
        return (Converted(left, type), Converted(right, type), collation);
    }

    internal static Func<int, bool> Test(BooleanComparisonType comparison) =>
        comparison switch
        {
            BooleanComparisonType.Equals => order => order == 0,
            BooleanComparisonType.NotEqualToBrackets or BooleanComparisonType.NotEqualToExclamation => order => order != 0,
            BooleanComparisonType.GreaterThan => order => order > 0,
            BooleanComparisonType.LessThan => order => order < 0,
            BooleanComparisonType.GreaterThanOrEqualTo or BooleanComparisonType.NotLessThan => order => order >= 0,
            BooleanComparisonType.LessThanOrEqualTo or BooleanComparisonType.NotGreaterThan => order => order <= 0,
            _ => throw MessageCatalog.Error(102, comparison == BooleanComparisonType.LeftOuterJoin ? "*=" : "=*"),
        };

    private static Func<RowFrame, object?> Converted(Bound bound, SqlType type) =>
        type.Kind == SqlTypeKind.Decimal
        && bound.Type.Kind is SqlTypeKind.Decimal or SqlTypeKind.Money or SqlTypeKind.SmallMoney
        && type.Kind == SqlTypeKind.Decimal
            ? bound.Evaluate
        // An integer has as many digits as its type, whatever the other side has.
        : type.Kind == SqlTypeKind.Decimal && TypeRules.IsInteger(bound.Type.Kind) && !bound.IsNull
            ? bound.As(TypeRules.AsDecimal(bound.Type)).Evaluate
        : type.Kind == SqlTypeKind.Decimal ? bound.As(SqlType.Decimal(38, 18)).Evaluate
        : bound.As(type).Evaluate;

    private static void CheckComparable(SqlType left, SqlType right, SqlType common)
    {
        if (common.Kind is SqlTypeKind.UniqueIdentifier && (TypeRules.IsNumber(left.Kind) || TypeRules.IsNumber(right.Kind)))
            throw MessageCatalog.Error(206, TypeNames.Name(left), TypeNames.Name(right));
        if (
            common.Kind is SqlTypeKind.Date or SqlTypeKind.DateTime2 or SqlTypeKind.Time
            && (TypeRules.IsNumber(left.Kind) || TypeRules.IsNumber(right.Kind))
        )
            throw MessageCatalog.Error(206, TypeNames.Name(left), TypeNames.Name(right));
    }
}
