using System.Text.Json;
using BizTalkDR.Errors;

namespace BizTalkDR.Restore.Saved;

/// <summary>Reads a saved plan, strictly: it runs as it was saved or not at all.</summary>
/// <param name="format">What kind of plan.</param>
internal sealed class PlanReader<TPlan>(PlanFormat<TPlan> format)
    where TPlan : class
{
    // Every kind of plan says in its file what it is.
    private const string Family = "BizTalkDR ";

    private string MakeAnew => $"Make the plan again ({format.Maker}).";

    public TPlan Load(string path)
    {
        if (Directory.Exists(path))
            throw new PlanFileException("PlanIsFolder", ErrorKind.NotFound, $"'{path}' is a folder, not a plan file.", path)
            {
                Remedy = "Name the file in it.",
            };
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlanFileException("PlanNotFound", ErrorKind.NotFound, $"There is no plan file '{path}'.", path, exception)
            {
                Remedy = $"Check the path; {format.Writer} writes a plan.",
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanFileException(
                "PlanNotReadable",
                ErrorKind.Permission,
                $"The plan file '{path}' can't be read: {exception.Message}",
                path,
                exception
            )
            {
                Remedy = "Check that this account may read the file and that nobody holds it open.",
            };
        }
    }

    public TPlan Parse(string json, string? path)
    {
        using var document = ParseJson(json, path);
        var root = document.RootElement;
        CheckKind(root, path);
        CheckVersion(root, path);
        CheckSeal(root, path);
        var plan = Deserialize(root, path).Plan;
        if (plan is null)
            throw Damaged("it holds no plan.", path);
        return format.Missing(plan) is { } why ? throw Damaged(why, path) : plan;
    }

    private JsonDocument ParseJson(string json, string? path)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new PlanFileException(
                "PlanNotJson",
                ErrorKind.Configuration,
                $"{Name(path)} is not valid JSON: {exception.Message}",
                path,
                exception
            )
            {
                Remedy = "Check that this is the plan file and that it was copied whole. " + MakeAnew,
            };
        }
    }

    private void CheckKind(JsonElement root, string? path)
    {
        var kind = Text(root, "format");
        if (kind == format.Name)
            return;
        var looksLikeTopology = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("managementDatabase", out _);
        var other = kind?.StartsWith(Family, StringComparison.Ordinal) == true ? kind.Substring(Family.Length) : null;
        throw new PlanFileException(
            "PlanNotAPlan",
            ErrorKind.Configuration,
            $"{Name(path)} is JSON, but no {format.Noun}"
                + (
                    other is not null ? $": it is a {other}."
                    : looksLikeTopology ? "; it looks like a topology."
                    : "."
                ),
            path
        )
        {
            Remedy = $"Name a file that {format.Writer} wrote" + (looksLikeTopology ? "; a topology belongs to -Topology." : "."),
        };
    }

    private void CheckVersion(JsonElement root, string? path)
    {
        var isNumber = root.TryGetProperty("schemaVersion", out var given) && given.ValueKind == JsonValueKind.Number;
        if (isNumber && given.TryGetInt32(out var version) && version == format.SchemaVersion)
            return;
        var maker = Maker(root);
        throw new PlanFileException(
            "PlanVersion",
            ErrorKind.Configuration,
            $"{Name(path)} has schema version {(isNumber ? given.GetRawText() : "(none)")}"
                + (maker is null ? "" : $" (made by BizTalkDR {maker})")
                + $"; this module reads version {format.SchemaVersion} only.",
            path
        )
        {
            Remedy = "Make the plan again with this module, or run it with the version of the module that made it.",
        };
    }

    private static string? Maker(JsonElement root) =>
        root.TryGetProperty("plan", out var plan) && plan.ValueKind == JsonValueKind.Object
            ? Text(plan, "moduleVersion") ?? (plan.TryGetProperty("origin", out var origin) ? Text(origin, "moduleVersion") : null)
            : null;

    private void CheckSeal(JsonElement root, string? path)
    {
        if (string.Equals(Text(root, PlanSeal.Property), PlanSeal.Of(root), StringComparison.OrdinalIgnoreCase))
            return;
        throw new PlanFileException(
            "PlanEdited",
            ErrorKind.Configuration,
            $"{Name(path)} was changed after it was made: its content does not match its seal ({PlanSeal.Property}). Nothing of it is run.",
            path
        )
        {
            Remedy =
                $"A plan can't be edited: make it again ({format.Maker}) with other parameters, or bring back the file that was reviewed.",
        };
    }

    private PlanDocument<TPlan> Deserialize(JsonElement root, string? path)
    {
        try
        {
            return root.Deserialize<PlanDocument<TPlan>>(PlanJson.Options)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw Damaged(exception.Message, path, exception);
        }
    }

    private PlanFileException Damaged(string why, string? path, Exception? cause = null) =>
        new("PlanDamaged", ErrorKind.Configuration, $"{Name(path)} is damaged: {why}", path, cause) { Remedy = MakeAnew };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Name(string? path) => path is null ? "The plan" : $"The plan file '{path}'";
}
