using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Saved;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Reads a saved restore plan.</summary>
[Cmdlet(VerbsData.Import, "BtsRestorePlan")]
[OutputType(typeof(RestorePlan))]
public sealed class ImportBtsRestorePlanCommand : FileImportCmdlet
{
    private protected override object Load(string file) => RestorePlanFile.Load(file);
}
