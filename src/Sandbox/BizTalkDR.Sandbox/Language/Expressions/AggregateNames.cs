namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>What the aggregate functions are called.</summary>
internal static class AggregateNames
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "COUNT",
        "COUNT_BIG",
        "APPROX_COUNT_DISTINCT",
        "SUM",
        "AVG",
        "MIN",
        "MAX",
        "STDEV",
        "STDEVP",
        "VAR",
        "VARP",
        "STRING_AGG",
        "CHECKSUM_AGG",
    };

    internal static bool Contain(string name) => Names.Contains(name);
}
