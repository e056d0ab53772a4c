using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Saves a failback plan, to be reviewed; or signs it off, to be run.</summary>
[Cmdlet(VerbsData.Export, "BtsFailbackPlan", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsFailbackPlanCommand : FileExportCmdlet
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Plan")]
    public FailbackPlan? InputObject { get; set; }

    /// <summary>Who has read the plan and answers for it: written into it, with the time.</summary>
    [Parameter]
    [Alias("Reviewer", "ApprovedBy")]
    [ValidateNotNullOrEmpty]
    [ValidatePattern(@"\S")]
    public string? SignedOffBy { get; set; }

    /// <summary>What the reviewer says to it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Comment { get; set; }

    private protected override string ActionText =>
        SignedOffBy is null ? "Save the failback plan" : $"Save the failback plan, signed off by {SignedOffBy}";

    private protected override bool Save(string file) =>
        FailbackPlanFile.Save(SignedOffBy is null ? InputObject! : InputObject!.SignedOff(SignedOffBy, Comment), file);
}
