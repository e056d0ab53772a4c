using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Disables log shipping's jobs on the destination (step 3 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Disable,
    "BtsRestoreJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(AgentJob))]
public sealed class DisableBtsRestoreJobCommand : JobSwitchCmdlet
{
    private protected override JobTarget Target => JobTarget.Restore;
    private protected override bool Enables => false;
}
