using System.Globalization;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>That somebody has read a plan and answers for it.</summary>
public sealed record PlanSignOff
{
    /// <summary>Who signed it off, as people know them.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime AtUtc { get; init; }

    /// <summary>The account under which it was written down.</summary>
    public required string User { get; init; }

    /// <summary>The computer.</summary>
    public required string Computer { get; init; }

    /// <summary>What they said to it; null if nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>A sign-off given now.</summary>
    internal static PlanSignOff Now(string by, string? comment) =>
        new()
        {
            By = by,
            AtUtc = DateTime.UtcNow,
            User = Environment.UserName,
            Computer = Environment.MachineName,
            Comment = string.IsNullOrWhiteSpace(comment) ? null : comment,
        };

    /// <summary>Who, and when.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}, {1:u}", By, AtUtc);
}
