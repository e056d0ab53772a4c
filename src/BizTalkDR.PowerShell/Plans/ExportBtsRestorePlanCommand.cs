using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Hosting;
using BizTalkDR.Restore;
using BizTalkDR.Restore.Saved;

namespace BizTalkDR.PowerShell.Plans;

/// <summary>Saves a restore plan, to be reviewed and run later.</summary>
[Cmdlet(VerbsData.Export, "BtsRestorePlan", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsRestorePlanCommand : BtsCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Plan")]
    public RestorePlan? InputObject { get; set; }

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

    private protected override void Process() =>
        FileExport.Write(
            Runtime,
            Path,
            On(NoClobber),
            On(PassThru),
            "Save the restore plan",
            file => RestorePlanFile.Save(InputObject!, file)
        );
}
