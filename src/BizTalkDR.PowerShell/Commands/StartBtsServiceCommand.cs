using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Starts BizTalk services, Enterprise Single Sign-On on the master secret server first (step 9 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Start,
    "BtsService",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(BtsService))]
public sealed class StartBtsServiceCommand : ServiceSwitchCmdlet
{
    private protected override bool Starts => true;
}
