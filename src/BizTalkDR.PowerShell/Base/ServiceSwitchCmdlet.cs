using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that start and stop services, all of them together in the right order.</summary>
public abstract class ServiceSwitchCmdlet : BtsServiceCmdlet
{
    /// <summary>The parameter set in which the services are given.</summary>
    private protected const string ObjectSet = "InputObject";

    private readonly List<BtsService> services = [];

    /// <summary>Services from Get-BtsService.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public BtsService[]? InputObject { get; set; }

    /// <summary>Names of services; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet, Position = 1)]
    [Parameter(ParameterSetName = ComputerSet)]
    [Alias("ServiceName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>How long one service may take, in seconds.</summary>
    [Parameter]
    [Alias("TimeoutSec", "TimeoutSeconds")]
    [Seconds]
    [ValidateRange(1, int.MaxValue)]
    public int Timeout { get; set; } = 300;

    /// <summary>Whether the services are returned as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected sealed override bool FailuresEndTheCommand => true;

    /// <summary>Whether the services are started, else stopped.</summary>
    private protected abstract bool Starts { get; }

    private BtsServiceState Wanted => Starts ? BtsServiceState.Running : BtsServiceState.Stopped;

    private string ActionText => Starts ? "Start service" : "Stop service";

    private protected sealed override void Process()
    {
        if (InputObject is not null)
            services.AddRange(InputObject);
        else
            RunInBackground(
                "Reading services",
                Topology?.ToString() ?? string.Join(", ", ComputerName ?? []),
                (pump, _, cancellation) =>
                    services.AddRange(
                        new ServiceCoordinator(Controller(pump))
                            .GetServices(ReadTopology(), cancellation)
                            .Where(service => NameFilter.Matches(Name, service.Name))
                    )
            );
    }

    private protected sealed override void End()
    {
        if (NameFilter.Missing(Name, services.Select(service => service.Name)) is [var missing, ..])
            throw NotFound("Service", missing, "Get-BtsService lists the BizTalk services of the computers. None was switched.");
        if (ParameterSetName == ObjectSet && services.Count > 0)
            Refresh();
        var inOrder = InOrder(services.Where(service => service.State != Wanted)).SelectMany(wave => wave).ToList();
        foreach (var service in services.Except(inOrder))
            TellAsItWas(service);
        if (inOrder.Count == 0)
            return;
        var group = TopologyWithInstances();
        if (group is null && !Starts)
            Runtime.WriteVerbose(
                "No mark is left on what is stopped: it is kept in msdb of the management database's instance, and no topology (-Topology) names it."
            );
        var computers = string.Join(", ", inOrder.Select(service => service.Computer).Distinct(StringComparer.OrdinalIgnoreCase));
        var target = inOrder.Count == 1 ? Target(inOrder[0]) : $"{inOrder.Count} services on {computers}";
        if (!Confirm(target, ActionText, inOrder.Select(service => (Target(service), ActionText)), Force.IsPresent))
            return;
        RunInBackground(
            Starts ? "Starting services" : "Stopping services",
            target,
            (pump, waiting, cancellation) =>
            {
                var engine = group is null ? null : Engine();
                // What a run has stopped is not started behind its back. Only a topology says which group the computers belong to.
                if (group is not null)
                    engine!.RequireNoOperator(group, cancellation);
                var begun = 0;
                var coordinator = new ServiceCoordinator(Controller(pump), TimeSpan.FromSeconds(Timeout));
                if (Starts)
                    coordinator.Start(inOrder, Around, cancellation);
                else
                    coordinator.Stop(inOrder, Around, cancellation);

                void Around(BtsService service, Action change)
                {
                    waiting.Report(Target(service), (Interlocked.Increment(ref begun) - 1) * 100 / inOrder.Count);
                    if (group is not null && !Starts)
                        Mark(pump, service, () => engine!.MarkStopped(group, service, cancellation));
                    Tell(pump, service, change);
                    if (group is not null && Starts)
                        Mark(pump, service, () => engine!.MarkStarted(group, service, cancellation));
                }
            }
        );
    }

    // What was read a while ago may be otherwise now: what is changed, and whether anything is, the computers say.
    private void Refresh()
    {
        IReadOnlyList<BtsService> now = [];
        RunInBackground(
            "Reading services",
            string.Join(", ", services.Select(service => service.Computer).Distinct(StringComparer.OrdinalIgnoreCase)),
            (pump, _, cancellation) => now = new ServiceCoordinator(Controller(pump)).Refresh(services, cancellation)
        );
        services.Clear();
        services.AddRange(now);
    }

    private void TellAsItWas(BtsService service)
    {
        Runtime.WriteVerbose($"{service.Name} on {service.Computer} is {service.State} already.");
        if (PassThru.IsPresent && !Runtime.IsWhatIf)
            Runtime.WriteObject(service with { Changed = false });
    }

    // A service is switched though its mark can't be: whoever stops services may have to, because an instance does not answer.
    private void Mark(PipelinePump pump, BtsService service, Action change)
    {
        try
        {
            change();
        }
        catch (BizTalkDRException error)
        {
            pump.Post(() =>
                Runtime.WriteWarning(
                    Starts
                        ? $"The mark that says who stopped {Target(service)} is not taken away: {error.Message}"
                        : $"{Target(service)} carries no mark, so no later run knows that it was stopped by hand: {error.Message}"
                )
            );
        }
    }

    private IReadOnlyList<IReadOnlyList<BtsService>> InOrder(IEnumerable<BtsService> changed) =>
        Starts ? ServiceOrder.ForStart(changed) : ServiceOrder.ForStop(changed);

    private void Tell(PipelinePump pump, BtsService service, Action change)
    {
        pump.Post(() => Runtime.WriteVerbose($"{Target(service)}: {ActionText}"));
        change();
        pump.Post(() =>
        {
            Runtime.WriteVerbose($"{Target(service)} is {Wanted}.");
            if (PassThru.IsPresent)
                Runtime.WriteObject(service with { State = Wanted, Changed = true });
        });
    }

    private static string Target(BtsService service) => $"'{service.Name}' on {service.Computer}";
}
