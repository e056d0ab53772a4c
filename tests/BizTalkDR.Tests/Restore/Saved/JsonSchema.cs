using System.Text.Json;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.Tests.Restore.Saved;

/// <summary>A schema of docs, as far as it says which properties there are and which must be.</summary>
internal sealed class JsonSchema
{
    private readonly string name;
    private readonly JsonElement root;

    private JsonSchema(string name) =>
        (this.name, root) = (name, JsonDocument.Parse(File.ReadAllText(Repository.File("docs", $"{name}.schema.json"))).RootElement);

    /// <param name="name">The file's, without its ending.</param>
    public static JsonSchema Of(string name) => new(name);

    /// <summary>What a text has and the schema does not know, and what it lacks.</summary>
    public IReadOnlyList<string> FaultsOf(string json)
    {
        using var text = JsonDocument.Parse(json);
        return [.. Faults(text.RootElement, root, "$").Select(fault => $"{name}: {fault}")];
    }

    private IEnumerable<string> Faults(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var (file, type) = (reference.GetString()!.Split('#')[0], reference.GetString()!.Split('/')[^1]);
            var owner = file.Length == 0 ? this : Of(file.Replace(".schema.json", "", StringComparison.Ordinal));
            return owner.Faults(value, owner.root.GetProperty("$defs").GetProperty(type), at);
        }
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().SelectMany((item, index) => Faults(item, schema.GetProperty("items"), $"{at}[{index}]"));
        if (value.ValueKind != JsonValueKind.Object)
            return schema.GetProperty("type").GetString() == "object" ? [at + " is no object"] : [];
        if (!schema.TryGetProperty("properties", out var known))
            return [];
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(each => each.GetString()!).Where(each => !value.TryGetProperty(each, out _))
            : [];
        return
        [
            .. missing.Select(each => $"{at} lacks {each}"),
            .. value
                .EnumerateObject()
                .SelectMany(property =>
                    known.TryGetProperty(property.Name, out var of)
                        ? Faults(property.Value, of, $"{at}.{property.Name}")
                        : [$"{at}.{property.Name} is not known"]
                ),
        ];
    }
}
