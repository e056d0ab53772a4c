using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Group;

namespace BizTalkDR.PowerShell.Jobs;

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
    private protected override string Noun => "backup job";
    private protected override bool Enables => false;
    private protected override InstanceSide SideOfInstances => InstanceSide.Source;

    private protected override bool IsWanted(JobKind kind) => kind == JobKind.Backup;
}
