using System.Globalization;
using System.Text.Json;
using BizTalkDR.Errors;

namespace BizTalkDR.Topologies;

/// <summary>Reads one JSON object and knows its path, so that every error says where it is.</summary>
internal sealed class JsonNodeReader
{
    private readonly JsonElement element;
    private readonly string path;

    public JsonNodeReader(JsonElement element, string path)
    {
        this.element = element;
        this.path = path;
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(path, $"must be an object, not {Describe(element)}");
    }

    /// <summary>Refuses every property that is not one of these, and every property given twice.</summary>
    public void Allow(params string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
                throw Error(
                    "UnknownProperty",
                    At(property.Name),
                    $"is not a property the topology knows; known here: {string.Join(", ", names)}"
                );
            if (!seen.Add(property.Name))
                throw Error("DuplicateProperty", At(property.Name), "is given twice");
        }
    }

    public JsonNodeReader? Optional(string name) => Find(name) is { } value ? new JsonNodeReader(value, At(name)) : null;

    public JsonNodeReader Required(string name) => Optional(name) ?? throw Missing(name);

    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return NonEmpty(value, At(name));
    }

    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    public bool? Bool(string name) =>
        Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { } value => throw Wrong(At(name), $"must be true or false, not {Describe(value)}"),
        };

    public DateTime? Day(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(At(name), $"must be a day such as 2026-11-21, not '{text}'");
    }

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return otherwise;
        // Comparing the name keeps out numbers, which TryParse would take.
        if (
            Enum.TryParse<T>(text, ignoreCase: true, out var choice)
            && string.Equals(choice.ToString(), text, StringComparison.OrdinalIgnoreCase)
        )
            return choice;
        throw Wrong(At(name), $"can't be '{text}'; docs/topology.schema.json lists its values");
    }

    public IReadOnlyList<string> Texts(string name) => Items(name).Select(item => NonEmpty(item.Value, item.Path)).ToList();

    public IReadOnlyList<T> List<T>(string name, Func<JsonNodeReader, T> read) =>
        Items(name).Select(item => read(new JsonNodeReader(item.Value, item.Path))).ToList();

    private IEnumerable<(JsonElement Value, string Path)> Items(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(At(name), $"must be a list, not {Describe(value)}");
        return value.EnumerateArray().Select((item, index) => (item, $"{At(name)}[{index}]"));
    }

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string At(string name) => path + "." + name;

    public TopologyException Missing(string name) => Error("MissingProperty", At(name), "is missing");

    private static string NonEmpty(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(path, $"must be a text, not {Describe(value)}");
        var text = value.GetString()!;
        return text.Trim().Length > 0 ? text : throw Wrong(path, "must not be empty");
    }

    private static string Describe(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            JsonValueKind.Null => "null",
            JsonValueKind.Number => "a number",
            JsonValueKind.String => "a text",
            _ => "true or false",
        };

    private static TopologyException Wrong(string path, string what) => Error("WrongValue", path, what);

    private static TopologyException Error(string errorId, string path, string what) =>
        new(errorId, $"{path} {what}.", path) { Remedy = "Correct the topology; docs/topology.md describes every property." };
}
