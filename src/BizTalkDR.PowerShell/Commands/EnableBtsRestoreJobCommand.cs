using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Enables log shipping's jobs on the destination (step 12 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Enable,
    "BtsRestoreJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(AgentJob))]
public sealed class EnableBtsRestoreJobCommand : JobSwitchCmdlet
{
    private protected override JobTarget Target => JobTarget.Restore;
    private protected override bool Enables => true;
}
