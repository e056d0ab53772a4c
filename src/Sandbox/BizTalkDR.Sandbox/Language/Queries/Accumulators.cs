using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>What an aggregate keeps of one group. NULLs never come here.</summary>
internal abstract class Accumulator
{
    internal abstract object? Result { get; }

    internal abstract void Add(object value);

    internal virtual void AddOrdered(object value, object? order) => Add(value);
}

internal sealed class CountAccumulator(bool isBig) : Accumulator
{
    private long count;

    internal override object? Result => isBig ? count : (object)checked((int)count);

    internal override void Add(object value) => count++;
}

internal sealed class ExtremeAccumulator(int direction, Collation collation) : Accumulator
{
    private object? best;

    internal override object? Result => best;

    internal override void Add(object value)
    {
        if (best is null || ValueOrder.Compare(value, best, collation) * direction > 0)
            best = value;
    }
}

internal sealed class SumAccumulator(SqlType type) : Accumulator
{
    private object? sum;

    internal override object? Result => sum;

    internal override void Add(object value) => sum = sum is null ? value : Totals.Add(sum, value, type);
}

internal sealed class AverageAccumulator(SqlType sumType, SqlType type) : Accumulator
{
    private object? sum;
    private long count;

    internal override object? Result =>
        sum switch
        {
            null => null,
            double total => total / count,
            decimal total => Conversion.FitDecimal(total / count, type, type.Kind == SqlTypeKind.Decimal ? type : SqlType.Decimal(19, 4)),
            long total => Conversion.Convert(total / count, SqlType.BigInt, type),
            _ => throw new InvalidOperationException($"AVG can't hold a {sum.GetType().Name}."),
        };

    internal override void Add(object value)
    {
        if (value is int or short or byte)
            value = Convert.ToInt64(value, null);
        sum = sum is null ? value : Totals.Add(sum, value, sumType.Kind == SqlTypeKind.Int ? SqlType.BigInt : sumType);
        count++;
    }
}

internal sealed class VarianceAccumulator(bool isSample, bool isRoot) : Accumulator
{
    private long count;
    private double mean;
    private double squares;

    internal override object? Result
    {
        get
        {
            if (count < (isSample ? 2 : 1))
                return null;
            var variance = squares / (isSample ? count - 1 : count);
            return isRoot ? Math.Sqrt(variance) : variance;
        }
    }

    internal override void Add(object value)
    {
        var number = (double)value;
        count++;
        var difference = number - mean;
        mean += difference / count;
        squares += difference * (number - mean);
    }
}

internal sealed class StringAccumulator(string separator, Collation? orderCollation, int direction) : Accumulator
{
    private readonly List<(string Text, object? Order)> parts = [];

    internal override object? Result
    {
        get
        {
            if (parts.Count == 0)
                return null;
            var ordered = orderCollation is null
                ? parts
                : parts
                    .OrderBy(
                        part => part.Order,
                        Comparer<object?>.Create((a, b) => ValueOrder.CompareWithNulls(a, b, orderCollation) * direction)
                    )
                    .ToList();
            return string.Join(separator, ordered.Select(part => part.Text));
        }
    }

    internal override void Add(object value) => AddOrdered(value, null);

    internal override void AddOrdered(object value, object? order) => parts.Add(((string)value, order));
}

internal sealed class ChecksumAccumulator : Accumulator
{
    private int? checksum;

    internal override object? Result => checksum;

    internal override void Add(object value) => checksum = (checksum ?? 0) ^ (int)value;
}

/// <summary>Lets every value through once.</summary>
internal sealed class DistinctAccumulator(Accumulator inner, Collation collation) : Accumulator
{
    private readonly HashSet<object?[]> seen = new(new RowEquality([collation]));

    internal override object? Result => inner.Result;

    internal override void Add(object value) => AddOrdered(value, null);

    internal override void AddOrdered(object value, object? order)
    {
        if (seen.Add([value]))
            inner.AddOrdered(value, order);
    }
}

/// <summary>Adding up with 8115 on overflow.</summary>
internal static class Totals
{
    internal static object Add(object left, object right, SqlType type)
    {
        try
        {
            return (left, right) switch
            {
                (int a, int b) => checked(a + b),
                (long a, long b) => checked(a + b),
                (decimal a, decimal b) => a + b,
                (double a, double b) => a + b,
                _ => throw new InvalidOperationException($"SUM can't add a {right.GetType().Name} to a {left.GetType().Name}."),
            };
        }
        catch (OverflowException)
        {
            throw MessageCatalog.Error(8115, "expression", TypeNames.Name(type));
        }
    }
}
