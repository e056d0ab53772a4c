using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Group;

namespace BizTalkDR.PowerShell.Jobs;

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
    private protected override string Noun => "restore job";
    private protected override bool Enables => false;
    private protected override InstanceSide SideOfInstances => InstanceSide.Destination;

    private protected override bool IsWanted(JobKind kind) => JobNames.IsRestoreJob(kind);
}
