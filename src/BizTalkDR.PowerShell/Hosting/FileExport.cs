using BizTalkDR.Errors;

namespace BizTalkDR.PowerShell.Hosting;

/// <summary>How the Export cmdlets write a file: not over one that is to be left alone, and only when asked and agreed.</summary>
internal static class FileExport
{
    /// <param name="runtime">Where it is asked and returned.</param>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="noClobber">Whether a file that is there already is left alone.</param>
    /// <param name="passThru">Whether the file is returned.</param>
    /// <param name="action">What is done, in words.</param>
    /// <param name="save">Writes the file.</param>
    /// <exception cref="BizTalkDRException"><c>FileExists</c>: the file is there and is to be left alone.</exception>
    public static void Write(ICmdletRuntime runtime, string path, bool noClobber, bool passThru, string action, Action<string> save)
    {
        var file = runtime.ResolvePath(path);
        if (noClobber && File.Exists(file))
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{file}' is there already.")
            {
                Remedy = "Name another file, or leave -NoClobber out to replace it.",
            };
        if (!runtime.ShouldProcess(file, action))
            return;
        save(file);
        if (passThru)
            runtime.WriteObject(new FileInfo(file));
    }
}
