using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.PowerShell.Output;

/// <summary>The script of one instance as a file.</summary>
/// <param name="Instance">The topology name.</param>
/// <param name="Path">The file.</param>
/// <param name="Text">The T-SQL.</param>
internal sealed record ScriptFile(string Instance, string Path, string Text)
{
    /// <summary>Writes it, replacing it, with the mark by which sqlcmd and SSMS know UTF-8; returns whether it was written, or held just that.</summary>
    public bool Write()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            return TextFile.Write(Path, Text, withIdentifier: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BizTalkDRException(
                "ScriptNotWritable",
                ErrorKind.Configuration,
                $"The script of {Instance} can't be written to '{Path}': {exception.Message}",
                exception
            )
            {
                Server = Instance,
                Remedy = "Name a folder that this account may write to.",
            };
        }
    }
}

/// <summary>Gives the scripts of a plan their file names.</summary>
internal static class ScriptFiles
{
    public static IReadOnlyList<ScriptFile> Of(RestorePlan plan, string folder)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. plan.ToScripts().Select(script => new ScriptFile(script.Key, Path.Combine(folder, Name(script.Key, taken)), script.Value)),
        ];
    }

    // HOST\INSTANCE and HOST,PORT: as the backup job does in the names of its files, with an underscore for what a file can't be called.
    private static string Name(string instance, HashSet<string> taken)
    {
        var stem = ServerPath.SafeFileName(instance).Replace(',', '_');
        var name = stem;
        for (var number = 2; !taken.Add(name); number++)
            name = $"{stem}_{number}";
        return name + ".sql";
    }
}
