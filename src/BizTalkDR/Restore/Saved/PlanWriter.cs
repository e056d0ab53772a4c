using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>Writes a plan as sealed JSON.</summary>
/// <param name="format">What kind of plan.</param>
internal sealed class PlanWriter<TPlan>(PlanFormat<TPlan> format)
    where TPlan : class
{
    public string Write(TPlan plan)
    {
        // Where and why come first; reviewers read from the top.
        var document = new PlanDocument<TPlan>
        {
            Format = format.Name,
            SchemaVersion = format.SchemaVersion,
            Plan = plan,
        };
        using var content = JsonSerializer.SerializeToDocument(document, PlanJson.Options);
        return JsonSerializer.Serialize(document with { Sha256 = PlanSeal.Of(content.RootElement) }, PlanJson.Options);
    }

    /// <summary>Writes the plan to a file, which is left alone where it holds just that; returns whether it was written.</summary>
    public bool Save(TPlan plan, string path)
    {
        var json = Write(plan);
        try
        {
            return TextFile.Write(path, json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanFileException(
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
