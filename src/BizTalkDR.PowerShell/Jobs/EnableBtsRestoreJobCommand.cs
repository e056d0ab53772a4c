using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Group;

namespace BizTalkDR.PowerShell.Jobs;

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
    private protected override string Noun => "restore job";
    private protected override bool Enables => true;
    private protected override InstanceSide SideOfInstances => InstanceSide.Destination;

    private protected override bool IsWanted(JobKind kind) => JobNames.IsRestoreJob(kind);
}
