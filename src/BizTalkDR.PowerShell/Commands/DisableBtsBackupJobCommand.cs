using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Disables the Backup BizTalk Server job on the source (step 1 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Disable,
    "BtsBackupJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(AgentJob))]
public sealed class DisableBtsBackupJobCommand : JobSwitchCmdlet
{
    private protected override JobTarget Target => JobTarget.Backup;
    private protected override bool Enables => false;
}
