using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Saved;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Saves a restore plan, to be reviewed and run later.</summary>
[Cmdlet(VerbsData.Export, "BtsRestorePlan", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsRestorePlanCommand : FileExportCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Plan")]
    public RestorePlan? InputObject { get; set; }

    private protected override string ActionText => "Save the restore plan";

    private protected override bool Save(string file) => RestorePlanFile.Save(InputObject!, file);
}
