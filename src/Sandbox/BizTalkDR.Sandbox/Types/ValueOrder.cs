namespace BizTalkDR.Sandbox.Types;

/// <summary>Order and equality of values that were brought to one type (sql_variants may differ).</summary>
internal static class ValueOrder
{
    /// <summary>Compares two values that are not NULL.</summary>
    internal static int Compare(object left, object right, Collation collation) =>
        (left, right) switch
        {
            (int a, int b) => a.CompareTo(b),
            (string a, string b) => collation.Compare(a, b),
            (byte[] a, byte[] b) => CompareBytes(a, b),
            (Guid a, Guid b) => CompareGuids(a, b),
            _ when left.GetType() == right.GetType() => ((IComparable)left).CompareTo(right),
            _ => CompareVariants(left, right, collation),
        };

    internal static bool AreEqual(object left, object right, Collation collation) =>
        (left, right) switch
        {
            (int a, int b) => a == b,
            (string a, string b) => collation.AreEqual(a, b),
            (byte[] a, byte[] b) => CompareBytes(a, b) == 0,
            _ when left.GetType() == right.GetType() => left.Equals(right),
            _ => CompareVariants(left, right, collation) == 0,
        };

    /// <summary>As ORDER BY sorts: NULL comes first.</summary>
    internal static int CompareWithNulls(object? left, object? right, Collation collation) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ => Compare(left, right, collation),
        };

    internal static int Hash(object? value, Collation collation) =>
        value switch
        {
            null => 0,
            string text => collation.Hash(text),
            byte[] bytes => HashBytes(bytes),
            _ => value.GetHashCode(),
        };

    private static int CompareVariants(object left, object right, Collation collation)
    {
        var type = TypeRules.Common(TypeRules.TypeOf(left), TypeRules.TypeOf(right));
        return Compare(
            Conversion.Convert(left, TypeRules.TypeOf(left), type)!,
            Conversion.Convert(right, TypeRules.TypeOf(right), type)!,
            collation
        );
    }

    private static int CompareBytes(byte[] left, byte[] right)
    {
        var length = Math.Max(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var difference = (i < left.Length ? left[i] : 0) - (i < right.Length ? right[i] : 0);
            if (difference != 0)
                return difference;
        }
        return 0;
    }

    private static int HashBytes(byte[] bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes.AsSpan().TrimEnd((byte)0));
        return hash.ToHashCode();
    }

    /// <summary>SQL Server compares the last six bytes first.</summary>
    private static int CompareGuids(Guid left, Guid right)
    {
        ReadOnlySpan<int> order = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];
        var (a, b) = (left.ToByteArray(), right.ToByteArray());
        foreach (var index in order)
            if (a[index] != b[index])
                return a[index].CompareTo(b[index]);
        return 0;
    }
}

/// <summary>Equality of rows as GROUP BY, DISTINCT, UNION and hash joins see it: NULL equals NULL.</summary>
internal sealed class RowEquality(Collation[] collations) : IEqualityComparer<object?[]>
{
    public bool Equals(object?[]? x, object?[]? y)
    {
        for (var i = 0; i < collations.Length; i++)
        {
            var (a, b) = (x![i], y![i]);
            if (a is null || b is null ? !ReferenceEquals(a, b) : !ValueOrder.AreEqual(a, b, collations[i]))
                return false;
        }
        return true;
    }

    public int GetHashCode(object?[] obj)
    {
        var hash = 17;
        for (var i = 0; i < collations.Length; i++)
            hash = (hash * 31) + ValueOrder.Hash(obj[i], collations[i]);
        return hash;
    }
}
