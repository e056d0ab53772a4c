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
    private protected override BtsServiceState Wanted => BtsServiceState.Stopped;
    private protected override string ActionText => "Stop service";

    private protected override IReadOnlyList<IReadOnlyList<BtsService>> Order(IEnumerable<BtsService> services) =>
        ServiceOrder.ForStop(services);

    private protected override void Change(
        ServiceCoordinator coordinator,
        IEnumerable<BtsService> services,
        Action<BtsService, Action> around,
        CancellationToken cancellation
    ) => coordinator.Stop(services, around, cancellation);
}
