using System.Text;
using System.Text.Json;
using BizTalkDR.Text;

namespace BizTalkDR.SwitchMarks;

/// <summary>The mark of a service that was stopped: an extended property of msdb.</summary>
/// <param name="Group">The management database of the group.</param>
/// <param name="Computer">The computer.</param>
/// <param name="Service">The service.</param>
/// <param name="By">Who stopped it: the run of a failback.</param>
/// <param name="AtUtc">When, UTC.</param>
internal sealed record ServiceMark(string Group, string Computer, string Service, string By, DateTime AtUtc)
{
    /// <summary>The property's name: one for each service, as short as msdb wants it, whatever the service is called.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string PropertyName
    {
        get
        {
            var key = string.Join("\0", Group, Computer, Service).ToUpperInvariant();
            return "BizTalkDR off " + Sha256.Hex(Encoding.UTF8.GetBytes(key)).Substring(0, 32).ToUpperInvariant();
        }
    }

    /// <summary>The property's value.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Value => JsonSerializer.Serialize(this);

    /// <summary>Reads a value; null if it is none of ours.</summary>
    public static ServiceMark? Read(string? value)
    {
        try
        {
            return value is null ? null
                : JsonSerializer.Deserialize<ServiceMark>(value) is { Computer: { }, Service: { }, Group: { } } mark ? mark
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
