using System.Text.Json.Serialization;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A database of the group with its two homes.</summary>
/// <param name="Name">Its name, the same on both sides.</param>
/// <param name="Source">The topology name of the source instance.</param>
/// <param name="Destination">The topology name of the destination instance.</param>
public sealed record FailbackDatabase(string Name, string Source, string Destination)
{
    /// <summary>Production's database.</summary>
    [JsonIgnore]
    public DatabaseKey SourceKey => new(Source, Name);

    /// <summary>The copy on the destination.</summary>
    [JsonIgnore]
    public DatabaseKey DestinationKey => new(Destination, Name);
}
