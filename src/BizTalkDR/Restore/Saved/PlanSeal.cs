using System.Text.Json;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>
/// The seal of a saved plan: SHA-256 over its content. Layout and order of properties don't matter (a plan may pass through a version control
/// that changes line ends), every name and value does. It tells an edited or damaged plan; it is no signature, as anybody can compute it.
/// </summary>
internal static class PlanSeal
{
    /// <summary>The property that holds the seal, and is not part of what is sealed.</summary>
    public const string Property = "sha256";

    public static string Of(JsonElement document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, document, isDocument: true);
        return BitConverter.ToString(Sha256.Of(stream.ToArray())).Replace("-", "");
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, bool isDocument = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    if (isDocument && property.Name == Property)
                        continue;
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
