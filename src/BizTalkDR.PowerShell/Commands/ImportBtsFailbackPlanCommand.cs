using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Reads a saved failback plan.</summary>
[Cmdlet(VerbsData.Import, "BtsFailbackPlan")]
[OutputType(typeof(FailbackPlan))]
public sealed class ImportBtsFailbackPlanCommand : FileImportCmdlet
{
    private protected override object Load(string file) => FailbackPlanFile.Load(file);
}
