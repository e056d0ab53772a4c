using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Types;

/// <summary>How strings are ordered and compared; trailing blanks never count.</summary>
internal sealed class Collation
{
    internal static readonly Collation IgnoreCase = new("SQL_Latin1_General_CP1_CI_AS", ignoresCase: true, isBinary: false);

    private Collation(string name, bool ignoresCase, bool isBinary) => (Name, IgnoresCase, IsBinary) = (name, ignoresCase, isBinary);

    internal string Name { get; }

    internal bool IgnoresCase { get; }

    internal bool IsBinary { get; }

    internal StringComparison Comparison => IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The collation of that name; database_default and null are the server's.</summary>
    internal static Collation Find(string? name)
    {
        if (name is null || name.SameAs("database_default"))
            return IgnoreCase;
        var isBinary = name.Contains("_BIN", StringComparison.OrdinalIgnoreCase);
        var ignoresCase = !isBinary && !name.Contains("_CS", StringComparison.OrdinalIgnoreCase);
        return new Collation(name, ignoresCase, isBinary);
    }

    internal bool AreEqual(string left, string right) => left.AsSpan().TrimEnd(' ').Equals(right.AsSpan().TrimEnd(' '), Comparison);

    internal int Hash(string text) => string.GetHashCode(text.AsSpan().TrimEnd(' '), Comparison);

    internal int Compare(string left, string right)
    {
        var a = left.AsSpan().TrimEnd(' ');
        var b = right.AsSpan().TrimEnd(' ');
        var length = Math.Min(a.Length, b.Length);
        var caseDifference = 0;
        for (var i = 0; i < length; i++)
        {
            if (a[i] == b[i])
                continue;
            if (IsBinary)
                return a[i].CompareTo(b[i]);
            var difference = Weight(a[i]).CompareTo(Weight(b[i]));
            if (difference != 0)
                return difference;
            if (caseDifference == 0)
                caseDifference = b[i].CompareTo(a[i]);
        }
        return a.Length != b.Length ? a.Length.CompareTo(b.Length)
            : IgnoresCase ? 0
            : caseDifference;
    }

    /// <summary>Punctuation comes before digits, digits before letters, as in Microsoft's Latin collations.</summary>
    private static int Weight(char c) =>
        char.IsLetter(c) ? 0x20000 + char.ToUpperInvariant(c)
        : char.IsDigit(c) ? 0x10000 + c
        : c;
}
