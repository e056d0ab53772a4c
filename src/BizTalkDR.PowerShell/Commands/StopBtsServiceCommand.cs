using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Commands;

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
