using System.Text.Json.Serialization;

namespace BizTalkDR.Restore.Saved;

/// <summary>A plan file as a whole: what it is, its seal, and the plan.</summary>
/// <typeparam name="TPlan">The plan.</typeparam>
internal sealed record PlanDocument<TPlan>
    where TPlan : class
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required string Format { get; init; }

    public required int SchemaVersion { get; init; }

    [JsonPropertyName(PlanSeal.Property)]
    public string? Sha256 { get; init; }

    public required TPlan Plan { get; init; }
}
