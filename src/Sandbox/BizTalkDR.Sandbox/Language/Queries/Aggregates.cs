using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>An aggregate with its argument bound.</summary>
internal sealed record BoundAggregate(SqlType Type, Bound? Argument, Func<Accumulator> Start)
{
    internal int Slot { get; init; }

    internal Collation Collation => Argument?.Collation ?? Collation.IgnoreCase;

    internal bool IsNullable { get; init; } = true;

    /// <summary>The order within the group (STRING_AGG).</summary>
    internal Bound? OrderedBy { get; init; }

    internal void Add(Accumulator accumulator, RowFrame frame)
    {
        if (Argument is null)
            accumulator.Add(1);
        else if (Argument.Evaluate(frame) is { } value)
            accumulator.AddOrdered(value, OrderedBy?.Evaluate(frame));
    }
}

/// <summary>The aggregate functions.</summary>
internal static class Aggregates
{
    internal static BoundAggregate Bind(FunctionCall call, ExpressionBinder binder)
    {
        var name = call.FunctionName.Value.ToUpperInvariant();
        var isStar = call.Parameters is [ColumnReferenceExpression { ColumnType: ColumnType.Wildcard }];
        var argument = isStar || call.Parameters.Count == 0 ? null : binder.Bind(call.Parameters[0]);
        var isDistinct = call.UniqueRowFilter == UniqueRowFilter.Distinct;
        var bound = Bind(name, argument, call, binder);
        return isDistinct ? Distinct(bound) : bound;
    }

    private static BoundAggregate Bind(string name, Bound? argument, FunctionCall call, ExpressionBinder binder)
    {
        if (name is "COUNT")
            return new BoundAggregate(SqlType.Int, argument, () => new CountAccumulator(isBig: false)) { IsNullable = false };
        if (name is "COUNT_BIG")
            return new BoundAggregate(SqlType.BigInt, argument, () => new CountAccumulator(isBig: true)) { IsNullable = false };
        if (name is "APPROX_COUNT_DISTINCT")
            return Distinct(new BoundAggregate(SqlType.BigInt, argument, () => new CountAccumulator(isBig: true)));
        if (argument is null)
            throw MessageCatalog.Error(174, name, 1);
        return name switch
        {
            "MIN" or "MAX" => Extreme(name, argument),
            "SUM" => Sum(argument),
            "AVG" => Average(argument),
            "STRING_AGG" => StringAggregate(argument, call, binder),
            "CHECKSUM_AGG" => new BoundAggregate(SqlType.Int, argument.As(SqlType.Int), () => new ChecksumAccumulator()),
            _ => new BoundAggregate(
                SqlType.Float,
                argument.As(SqlType.Float),
                () => new VarianceAccumulator(isSample: name is "VAR" or "STDEV", isRoot: name is "STDEV" or "STDEVP")
            ),
        };
    }

    private static BoundAggregate Extreme(string name, Bound argument)
    {
        if (argument.Type.Kind is SqlTypeKind.Bit or SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Image or SqlTypeKind.Xml)
            throw MessageCatalog.Error(8117, TypeNames.Name(argument.Type), name.ToLowerInvariant());
        return new BoundAggregate(argument.Type, argument, () => new ExtremeAccumulator(name == "MAX" ? 1 : -1, argument.Collation));
    }

    private static BoundAggregate Sum(Bound argument)
    {
        var type = SumType(argument.Type, "sum");
        return new BoundAggregate(type, argument.As(type), () => new SumAccumulator(type));
    }

    private static BoundAggregate Average(Bound argument)
    {
        var sum = SumType(argument.Type, "avg");
        var type = sum.Kind == SqlTypeKind.Decimal ? SqlType.Decimal(38, Math.Max((byte)6, sum.Scale)) : sum;
        return new BoundAggregate(type, argument.As(sum), () => new AverageAccumulator(sum, type));
    }

    private static SqlType SumType(SqlType type, string name) =>
        type.Kind switch
        {
            SqlTypeKind.TinyInt or SqlTypeKind.SmallInt or SqlTypeKind.Int => SqlType.Int,
            SqlTypeKind.BigInt => SqlType.BigInt,
            SqlTypeKind.Decimal => SqlType.Decimal(38, type.Scale),
            SqlTypeKind.Money or SqlTypeKind.SmallMoney => new SqlType(SqlTypeKind.Money),
            SqlTypeKind.Real or SqlTypeKind.Float => SqlType.Float,
            _ => throw MessageCatalog.Error(8117, TypeNames.Name(type), name),
        };

    private static BoundAggregate StringAggregate(Bound argument, FunctionCall call, ExpressionBinder binder)
    {
        var separator = (string?)binder.Bind(call.Parameters[1]).As(SqlType.NVarChar(4000)).Evaluate(RowFrame.Empty) ?? "";
        var isUnicode = TypeRules.IsUnicode(argument.Type.Kind);
        var length =
            argument.Type.Length == SqlType.Max ? SqlType.Max
            : isUnicode ? 4000
            : 8000;
        var type = isUnicode || !argument.Type.IsString ? SqlType.NVarChar(length) : SqlType.VarChar(length);
        var order = call.WithinGroupClause?.OrderByClause.OrderByElements[0];
        var orderedBy = order is null ? null : binder.Bind(order.Expression);
        var direction = order?.SortOrder == SortOrder.Descending ? -1 : 1;
        return new BoundAggregate(
            type,
            argument.As(SqlType.NVarChar(SqlType.Max)),
            () => new StringAccumulator(separator, orderedBy?.Collation, direction)
        )
        {
            OrderedBy = orderedBy,
        };
    }

    private static BoundAggregate Distinct(BoundAggregate inner) =>
        inner with
        {
            Start = () => new DistinctAccumulator(inner.Start(), inner.Collation),
        };
}
