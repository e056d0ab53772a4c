using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Equality of stored values of one type; strings compare case-insensitively, trailing blanks do not count.</summary>
internal static class ValueComparer
{
    internal static bool AreEqual(object? left, object? right) =>
        (left, right) switch
        {
            (null, null) => true,
            (null, _) or (_, null) => false,
            (string a, string b) => a.TrimEnd(' ').SameAs(b.TrimEnd(' ')),
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            _ => left.Equals(right),
        };

    /// <summary>The same for all values that are equal.</summary>
    internal static int GetHashCode(object? value)
    {
        if (value is not byte[] bytes)
            return value is string text ? text.TrimEnd(' ').GetHashCode(StringComparison.OrdinalIgnoreCase) : value?.GetHashCode() ?? 0;
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
