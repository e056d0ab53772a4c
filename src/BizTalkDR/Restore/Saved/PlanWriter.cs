using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Saved;

/// <summary>Writes a plan as sealed JSON.</summary>
internal static class PlanWriter
{
    public static string Write(RestorePlan plan)
    {
        // Where and why come first; reviewers read from the top.
        var document = new PlanDocument
        {
            Format = PlanDocument.FormatName,
            SchemaVersion = RestorePlanFile.SchemaVersion,
            Plan = plan,
        };
        using var content = JsonSerializer.SerializeToDocument(document, PlanJson.Options);
        return JsonSerializer.Serialize(document with { Sha256 = PlanSeal.Of(content.RootElement) }, PlanJson.Options);
    }

    public static void Save(RestorePlan plan, string path)
    {
        var json = Write(plan);
        try
        {
            File.WriteAllText(path, json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestorePlanFileException(
                "PlanNotWritable",
                ErrorKind.Configuration,
                Directory.Exists(path)
                    ? $"'{path}' is a folder; the plan needs the name of a file in it."
                    : $"The plan can't be written to '{path}': {exception.Message}",
                path,
                exception
            )
            {
                Remedy = "Name a file in a folder that exists and that this account may write to.",
            };
        }
    }
}
