using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>How the parts of a plan look in JSON.</summary>
internal static class PlanJson
{
    /// <summary>
    /// Every property under its own name, enumerations by name; what is null, false or empty is left out, which reads back as the same. A
    /// property that this version does not know is an error: it would be lost.
    /// </summary>
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new LsnConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Shape } },
        };

    private static void Shape(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; index >= 0; index--)
        {
            var property = type.Properties[index];
            // What is computed from the rest would only repeat it.
            if (property.Set is null && type.Kind == JsonTypeInfoKind.Object)
            {
                type.Properties.RemoveAt(index);
                continue;
            }
            // A reviewer reads from the top: where the plan comes from, which mark, what to know; then the databases.
            if (property.PropertyType == typeof(RestorePlanOrigin))
                property.Order = -1;
            if (property.PropertyType == typeof(IReadOnlyList<DatabasePlan>))
                property.Order = 1;
            if (property.IsRequired)
                continue;
            property.ShouldSerialize =
                property.PropertyType == typeof(bool)
                    ? (_, value) => value is true
                    : (_, value) => value is not (null or ICollection { Count: 0 });
        }
    }

    /// <summary>Log sequence numbers are numeric(25,0): beyond 2^53, where readers of JSON may round, so they are texts.</summary>
    private sealed class LsnConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (
                reader.TokenType == JsonTokenType.String
                && decimal.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn)
            )
                return lsn;
            throw new JsonException("A log sequence number is a text of digits.");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0", CultureInfo.InvariantCulture));
    }
}
