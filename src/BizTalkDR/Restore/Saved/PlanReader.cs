using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>Reads a saved plan, strictly: it runs as it was saved or not at all.</summary>
internal static class PlanReader
{
    private const string MakeAnew = "Make the plan again (New-BtsRestorePlan).";

    public static RestorePlan Load(string path)
    {
        if (Directory.Exists(path))
            throw new RestorePlanFileException("PlanIsFolder", ErrorKind.NotFound, $"'{path}' is a folder, not a plan file.", path)
            {
                Remedy = "Name the file in it.",
            };
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RestorePlanFileException("PlanNotFound", ErrorKind.NotFound, $"There is no plan file '{path}'.", path, exception)
            {
                Remedy = "Check the path; New-BtsRestorePlan -Path writes a plan.",
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestorePlanFileException(
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

    public static RestorePlan Parse(string json, string? path)
    {
        using var document = ParseJson(json, path);
        var root = document.RootElement;
        CheckKind(root, path);
        CheckVersion(root, path);
        CheckSeal(root, path);
        var plan = Deserialize(root, path).Plan;
        CheckParts(plan, path);
        return plan;
    }

    private static JsonDocument ParseJson(string json, string? path)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new RestorePlanFileException(
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

    private static void CheckKind(JsonElement root, string? path)
    {
        if (Text(root, "format") == PlanDocument.FormatName)
            return;
        var looksLikeTopology = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("managementDatabase", out _);
        throw new RestorePlanFileException(
            "PlanNotAPlan",
            ErrorKind.Configuration,
            $"{Name(path)} is JSON, but no restore plan{(looksLikeTopology ? "; it looks like a topology" : "")}.",
            path
        )
        {
            Remedy = "Name a file that New-BtsRestorePlan -Path wrote" + (looksLikeTopology ? "; a topology belongs to -Topology." : "."),
        };
    }

    private static void CheckVersion(JsonElement root, string? path)
    {
        var isNumber = root.TryGetProperty("schemaVersion", out var given) && given.ValueKind == JsonValueKind.Number;
        if (isNumber && given.TryGetInt32(out var version) && version == RestorePlanFile.SchemaVersion)
            return;
        var maker =
            root.TryGetProperty("plan", out var plan)
            && plan.ValueKind == JsonValueKind.Object
            && plan.TryGetProperty("origin", out var origin)
                ? Text(origin, "moduleVersion")
                : null;
        throw new RestorePlanFileException(
            "PlanVersion",
            ErrorKind.Configuration,
            $"{Name(path)} has schema version {(isNumber ? given.GetRawText() : "(none)")}"
                + (maker is null ? "" : $" (made by BizTalkDR {maker})")
                + $"; this module reads version {RestorePlanFile.SchemaVersion} only.",
            path
        )
        {
            Remedy = "Make the plan again with this module, or run it with the version of the module that made it.",
        };
    }

    private static void CheckSeal(JsonElement root, string? path)
    {
        if (string.Equals(Text(root, PlanSeal.Property), PlanSeal.Of(root), StringComparison.OrdinalIgnoreCase))
            return;
        throw new RestorePlanFileException(
            "PlanEdited",
            ErrorKind.Configuration,
            $"{Name(path)} was changed after it was made: its content does not match its seal ({PlanSeal.Property}). Nothing of it is run.",
            path
        )
        {
            Remedy =
                "A plan can't be edited: make it again (New-BtsRestorePlan) with other parameters, or bring back the file that was reviewed.",
        };
    }

    private static PlanDocument Deserialize(JsonElement root, string? path)
    {
        try
        {
            return root.Deserialize<PlanDocument>(PlanJson.Options)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw Damaged(exception.Message, path, exception);
        }
    }

    // What the serializer can't know: parts that a plan is never without.
    private static void CheckParts(RestorePlan? plan, string? path)
    {
        if (plan?.Databases is not { Count: > 0 } databases)
            throw Damaged("it names no database.", path);
        foreach (var database in databases)
        {
            if (database is not { Target: { } target, Position: not null, Actions: not null })
                throw Damaged("the plan of a database lacks its target, position or actions.", path);
            foreach (var action in database.Actions)
            {
                if (action is null || (action.Kind != RestoreActionKind.Recovery && action.Backup is not { Paths.Count: > 0 }))
                    throw Damaged($"an action of {target.Key} names no file.", path);
            }
        }
    }

    private static RestorePlanFileException Damaged(string why, string? path, Exception? cause = null) =>
        new("PlanDamaged", ErrorKind.Configuration, $"{Name(path)} is damaged: {why}", path, cause) { Remedy = MakeAnew };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Name(string? path) => path is null ? "The plan" : $"The plan file '{path}'";
}
