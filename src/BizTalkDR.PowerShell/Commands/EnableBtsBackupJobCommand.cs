using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Enables the Backup BizTalk Server job on the source (step 11 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Enable,
    "BtsBackupJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(AgentJob))]
public sealed class EnableBtsBackupJobCommand : JobSwitchCmdlet
{
    private protected override JobTarget Target => JobTarget.Backup;
    private protected override bool Enables => true;
}
