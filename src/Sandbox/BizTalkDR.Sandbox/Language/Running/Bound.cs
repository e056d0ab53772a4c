using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A condition made ready to run; null is UNKNOWN.</summary>
internal delegate bool? Predicate(RowFrame frame);

/// <summary>An expression whose names are resolved and whose type is known.</summary>
internal sealed class Bound(SqlType type, Func<RowFrame, object?> evaluate)
{
    internal SqlType Type { get; } = type;

    internal Func<RowFrame, object?> Evaluate { get; } = evaluate;

    internal bool IsNullable { get; init; } = true;

    /// <summary>The literal NULL, which has no type of its own.</summary>
    internal bool IsNull { get; init; }

    internal bool IsConstant { get; init; }

    internal bool IsIdentity { get; init; }

    /// <summary>The cell it stands in when it is a bare column of its own query level; else -1.</summary>
    internal int Slot { get; init; } = -1;

    internal Collation Collation { get; init; } = Collation.IgnoreCase;

    /// <summary>Whether the collation was written (COLLATE) and wins over a column's.</summary>
    internal bool HasExplicitCollation { get; init; }

    internal static Bound Constant(SqlType type, object? value) => new(type, _ => value) { IsConstant = true, IsNullable = value is null };

    /// <summary>The same expression converted to another type, as an implicit conversion does.</summary>
    internal Bound As(SqlType type)
    {
        if (IsNull)
            return new Bound(type, Evaluate) { IsNull = true, IsConstant = true };
        if (Type == type)
            return this;
        var (from, evaluate) = (Type, Evaluate);
        if (
            from.Kind == type.Kind
            && (from.IsString || from.IsBinary)
            && type.Kind is not (SqlTypeKind.Char or SqlTypeKind.NChar or SqlTypeKind.Binary)
            && (type.Length <= 0 || (from.Length > 0 && from.Length <= type.Length))
        )
            return With(type, evaluate);
        return With(
            type,
            IsConstant
                ? Once(() => Conversion.Convert(evaluate(RowFrame.Empty), from, type))
                : frame => Conversion.Convert(evaluate(frame), from, type)
        );
    }

    /// <summary>The type that values of one column (CASE, COALESCE, VALUES, UNION) share; a bare NULL has no say.</summary>
    internal static SqlType CommonType(IEnumerable<Bound> bounds)
    {
        var types = bounds.Where(bound => !bound.IsNull).Select(bound => bound.Type).ToArray();
        return types.Length == 0 ? SqlType.Int : TypeRules.Common(types);
    }

    private Bound With(SqlType type, Func<RowFrame, object?> evaluate) =>
        new(type, evaluate)
        {
            IsNullable = IsNullable,
            IsConstant = IsConstant,
            Collation = Collation,
            HasExplicitCollation = HasExplicitCollation,
        };

    private static Func<RowFrame, object?> Once(Func<object?> make)
    {
        var isMade = false;
        object? value = null;
        return _ =>
        {
            if (!isMade)
                (value, isMade) = (make(), true);
            return value;
        };
    }
}
