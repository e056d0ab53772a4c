namespace BizTalkDR.Benchmarks.Harness;

/// <summary>Which side of its limit a figure must be on.</summary>
internal enum LimitKind
{
    /// <summary>At most the limit.</summary>
    AtMost,

    /// <summary>At least the limit.</summary>
    AtLeast,
}

/// <summary>What a benchmark found out, and the limit it has to keep to.</summary>
/// <param name="Benchmark">The benchmark's name on the command line.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The ratio, or the number of bytes.</param>
/// <param name="Kind">Which side of the limit it must be on.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Detail">The medians behind it.</param>
internal sealed record Figure(string Benchmark, string What, double Value, LimitKind Kind, double Limit, string Detail)
{
    /// <summary>Whether the limit is kept.</summary>
    public bool IsMet => Kind == LimitKind.AtMost ? Value <= Limit : Value >= Limit;
}
