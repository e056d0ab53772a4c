using System.Management.Automation;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Services;

/// <summary>Stops BizTalk services, Enterprise Single Sign-On on the master secret server last (step 5 of a failback).</summary>
[Cmdlet(
    VerbsLifecycle.Stop,
    "BtsService",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(BtsService))]
public sealed class StopBtsServiceCommand : ServiceSwitchCmdlet
{
    private protected override bool Starts => false;
}
