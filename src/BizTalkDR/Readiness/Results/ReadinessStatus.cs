namespace BizTalkDR.Readiness.Results;

/// <summary>How a readiness check came out.</summary>
public enum ReadinessStatus
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>A recovery would work today; something should be looked at.</summary>
    Warning,

    /// <summary>A recovery would fail, or lose more than it may.</summary>
    Failed,

    /// <summary>It could not be found out; the detail says why.</summary>
    Unknown,

    /// <summary>It does not apply here.</summary>
    Skipped,

    /// <summary>It could not be found out, and the topology says that somebody has looked into it by hand.</summary>
    Acknowledged,
}
