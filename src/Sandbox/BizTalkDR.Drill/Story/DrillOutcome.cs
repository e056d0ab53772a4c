using System.Text.Json.Serialization;

namespace BizTalkDR.Drill.Story;

/// <summary>What a drill comes to: the object that --json prints.</summary>
internal sealed record DrillOutcome
{
    [JsonPropertyName("proven")]
    public required bool IsProven { get; init; }

    public required int StepsSucceeded { get; init; }

    public required int StepsTotal { get; init; }

    public string? Mark { get; init; }

    public string? MarkRule { get; init; }

    public IReadOnlyList<DrillDatabase> Databases { get; init; } = [];

    /// <summary>Messages whose transaction committed before the marked one did, told by the sandbox's own record of commits.</summary>
    public int CommittedBeforeMark { get; init; }

    /// <summary>Messages found in every message database after the failback.</summary>
    public int PresentAfter { get; init; }

    /// <summary>Messages committed before the mark that some database lacks.</summary>
    public int Missing { get; init; }

    /// <summary>Messages committed after the mark, or rolled back, that some database has.</summary>
    public int Extra { get; init; }

    /// <summary>Messages committed after the mark, which went with production: what going back to the mark costs.</summary>
    public int LostAfterMark { get; init; }

    public double Seconds { get; init; }

    public string? Report { get; init; }

    public int Seed { get; init; }

    public string? Damage { get; init; }

    /// <summary>Whose script made which part of the group.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>What keeps the drill from being proven, a sentence each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}

/// <summary>One database after the failback.</summary>
internal sealed record DrillDatabase(string Name, string Instance, string? LastMark, bool Online);
