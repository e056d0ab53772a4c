using System.Text.Json.Serialization;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>A plan file as a whole: what it is, its seal, and the plan.</summary>
internal sealed record PlanDocument
{
    /// <summary>What tells a plan file from any other JSON.</summary>
    public const string FormatName = "BizTalkDR restore plan";

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required string Format { get; init; }

    public required int SchemaVersion { get; init; }

    [JsonPropertyName(PlanSeal.Property)]
    public string? Sha256 { get; init; }

    public required RestorePlan Plan { get; init; }
}
