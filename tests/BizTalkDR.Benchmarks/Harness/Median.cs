namespace BizTalkDR.Benchmarks.Harness;

/// <summary>The middle of measurements: one that another program slowed down does not move it.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Of(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        if (ordered.Count == 0)
            throw new ArgumentException("There is no median of no values.", nameof(values));
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }

    /// <summary>The median of times.</summary>
    public static TimeSpan Of(IEnumerable<TimeSpan> values) => TimeSpan.FromSeconds(Of(values.Select(value => value.TotalSeconds)));
}
