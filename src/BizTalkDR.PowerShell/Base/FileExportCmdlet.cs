using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Output;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the Export cmdlets: a file is written when asked and agreed, and not over one that is to be left alone.</summary>
public abstract class FileExportCmdlet : BtsCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Whether a file that is there already is left alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Whether the file is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, in words.</summary>
    private protected abstract string ActionText { get; }

    /// <summary>Writes the file; returns whether it was written: one that holds just that already is left alone.</summary>
    private protected abstract bool Save(string file);

    private protected sealed override void Process()
    {
        var file = Runtime.ResolvePath(Path);
        if (NoClobber.IsPresent && File.Exists(file))
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{file}' is there already.")
            {
                Remedy = "Name another file, or leave -NoClobber out to replace it.",
            };
        if (!Runtime.ShouldProcess(file, ActionText))
            return;
        var changed = Save(file);
        if (!changed)
            Runtime.WriteVerbose($"'{file}' holds just that already: it is left alone.");
        if (PassThru.IsPresent)
            Runtime.WriteObject(WrittenFile.Of(file, changed));
    }
}
