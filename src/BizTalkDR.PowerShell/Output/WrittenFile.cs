using System.Management.Automation;

namespace BizTalkDR.PowerShell.Output;

/// <summary>A file that a command was to write: System.IO.FileInfo, with a property that says whether the command has changed it.</summary>
internal static class WrittenFile
{
    /// <summary>The file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="changed">Whether it was written; false where it held just that already.</param>
    public static PSObject Of(string path, bool changed)
    {
        var file = PSObject.AsPSObject(new FileInfo(path));
        file.Properties.Add(new PSNoteProperty("Changed", changed));
        return file;
    }
}
