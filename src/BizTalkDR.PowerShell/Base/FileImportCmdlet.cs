using System.Management.Automation;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the Import cmdlets: what each file holds is returned.</summary>
public abstract class FileImportCmdlet : BtsCmdlet
{
    /// <summary>The files to read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Reads one file.</summary>
    private protected abstract object Load(string file);

    private protected sealed override void Process() => WriteAll(Path.Select(path => Load(Runtime.ResolvePath(path))));
}
