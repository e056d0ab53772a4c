using System.Collections;
using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Services;
using BizTalkDR.Sql;

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

    /// <summary>
    /// The credentials that the topology names, with which its instances are asked whether a run is going on: a hashtable of name and PSCredential.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Credential { get; set; }

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
        var computers = string.Join(", ", inOrder.Select(service => service.Computer).Distinct(StringComparer.OrdinalIgnoreCase));
        var target = inOrder.Count == 1 ? Target(inOrder[0]) : $"{inOrder.Count} services on {computers}";
        if (!Confirm(target, ActionText, inOrder.Select(service => (Target(service), ActionText)), Force.IsPresent))
            return;
        RunInBackground(
            Starts ? "Starting services" : "Stopping services",
            target,
            (pump, waiting, cancellation) =>
            {
                RequireNoOperator(cancellation);
                var begun = 0;
                var coordinator = new ServiceCoordinator(Controller(pump), TimeSpan.FromSeconds(Timeout));
                if (Starts)
                    coordinator.Start(inOrder, Around, cancellation);
                else
                    coordinator.Stop(inOrder, Around, cancellation);

                void Around(BtsService service, Action change)
                {
                    waiting.Report(Target(service), (Interlocked.Increment(ref begun) - 1) * 100 / inOrder.Count);
                    Tell(pump, service, change);
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

    // What a run has stopped is not started behind its back. Only a topology says which group the computers belong to.
    private void RequireNoOperator(CancellationToken cancellation)
    {
        if (Topology?.Load(Runtime.ResolvePath) is { HasInstances: true } topology)
            Surroundings.CreateQuickEngine(Credentials()).RequireNoOperator(topology, cancellation);
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

    private ICredentialSource Credentials() =>
        new ConnectionSettings { Credentials = CredentialTableArgument.Read(Credential) }.BuildCredentials();

    private static string Target(BtsService service) => $"'{service.Name}' on {service.Computer}";
}
