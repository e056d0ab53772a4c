using System.Management.Automation;
using BizTalkDR.PowerShell.Hosting;
using BizTalkDR.Restore;
using BizTalkDR.Restore.Saved;

namespace BizTalkDR.PowerShell.Plans;

/// <summary>Reads a saved restore plan.</summary>
[Cmdlet(VerbsData.Import, "BtsRestorePlan")]
[OutputType(typeof(RestorePlan))]
public sealed class ImportBtsRestorePlanCommand : BtsCmdlet
{
    /// <summary>The plan file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    private protected override void Process()
    {
        foreach (var path in Path)
            Runtime.WriteObject(RestorePlanFile.Load(Runtime.ResolvePath(path)));
    }
}
