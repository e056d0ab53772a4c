namespace BizTalkDR.Readiness.Results;

/// <summary>What to test, and against which limits.</summary>
public sealed record ReadinessOptions
{
    /// <summary>The areas to test; empty for all.</summary>
    public IReadOnlyCollection<ReadinessArea> Areas { get; init; } = [];

    /// <summary>How old the last usable mark may be (the recovery point objective).</summary>
    public TimeSpan MaximumDataLoss { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far a destination may be behind in restoring what it could restore.</summary>
    public TimeSpan MaximumLag { get; init; } = TimeSpan.FromHours(1);

    internal bool Wants(ReadinessArea area) => Areas.Count == 0 || Areas.Contains(area);
}
