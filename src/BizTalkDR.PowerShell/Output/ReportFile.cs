using BizTalkDR.Errors;
using BizTalkDR.Reporting;

namespace BizTalkDR.PowerShell.Output;

/// <summary>The file that takes the report of a run. Whether it can be written is found out before the run.</summary>
internal sealed class ReportFile
{
    private ReportFile(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Makes sure that the file can be written; what is in it stays until the report is there.</summary>
    /// <param name="path">A path of the file system.</param>
    /// <param name="noClobber">Whether a file that is there already is left alone.</param>
    /// <exception cref="BizTalkDRException">It can't be written, or is there already.</exception>
    public static ReportFile Prepare(string path, bool noClobber)
    {
        var exists = File.Exists(path);
        if (noClobber && exists)
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{path}' is there already.")
            {
                Remedy = "Name another file, or leave -NoClobber out to replace it.",
            };
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write)) { }
            if (!exists)
                File.Delete(path);
        }
        catch (Exception error) when (IsOfTheFileSystem(error))
        {
            throw new BizTalkDRException(
                "ReportNotWritable",
                ErrorKind.Configuration,
                $"The report can't be written to '{path}': {error.Message}",
                error
            )
            {
                Remedy = "Name a file that this account may write; nothing has been done yet.",
            };
        }
        return new ReportFile(path);
    }

    /// <summary>The report of a run that names none: beside its journal, with its name.</summary>
    /// <param name="journal">The journal's file.</param>
    public static ReportFile Beside(string journal) =>
        new(
            string.Equals(System.IO.Path.GetExtension(journal), ".html", StringComparison.OrdinalIgnoreCase)
                ? journal + ".html"
                : System.IO.Path.ChangeExtension(journal, ".html")
        );

    /// <summary>Writes the report. The run is over, whatever becomes of it: a failure is told, not thrown.</summary>
    /// <returns>Why it could not be written, or null.</returns>
    public string? Write(RunbookReport report)
    {
        try
        {
            HtmlReport.Write(report, Path);
            return null;
        }
        catch (Exception error) when (IsOfTheFileSystem(error))
        {
            return $"The report could not be written to '{Path}': {error.Message} The journal has all that was done.";
        }
    }

    private static bool IsOfTheFileSystem(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
