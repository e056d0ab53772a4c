using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Services;
using BizTalkDR.SwitchMarks;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Stopping and starting the services of the BizTalk computers: steps 5 and 9.</summary>
/// <param name="context">The failback.</param>
internal sealed class ServiceActions(FailbackContext context)
{
    private const string StartVerb = "Start";
    private const string StopVerb = "Stop";
    private readonly ServiceMarks marks = new(context.Connector, context.Topology);

    public IReadOnlyList<StepAction> PlanStart() => Plan(ServiceOrder.ForStart(Read()), StartVerb);

    public IReadOnlyList<StepAction> PlanStop() => Plan(ServiceOrder.ForStop(Read()), StopVerb);

    /// <summary>Stops them, each marked before: a run that is cut off, and whose journal is lost, has left word of what it stopped.</summary>
    public void Stop(StepScope scope) =>
        context.Coordinator.Stop(
            Read(),
            (service, act) =>
                scope.Do(
                    Of(service, StopVerb),
                    () =>
                    {
                        marks.Add(service.Computer, service.Name, context.RunName, scope.Cancellation);
                        act();
                    }
                ),
            scope.Cancellation
        );

    /// <summary>Starts them, and takes the marks away of all that run.</summary>
    public void Start(StepScope scope)
    {
        context.Coordinator.Start(Read(), (service, act) => scope.Do(Of(service, StartVerb), act), scope.Cancellation);
        RemoveMarks();
    }

    /// <summary>Takes the marks away of the services that run.</summary>
    public void RemoveMarks()
    {
        foreach (var service in Read().Where(service => service.State == BtsServiceState.Running))
            marks.Remove(service.Computer, service.Name, context.Cancellation);
    }

    private IReadOnlyList<StepAction> Plan(IEnumerable<IReadOnlyList<BtsService>> waves, string verb) =>
        [.. waves.SelectMany(wave => wave).Select(service => Of(service, verb))];

    private StepAction Of(BtsService service, string verb)
    {
        var by = verb == StartVerb ? Find(service)?.StoppedBy : null;
        return new(service.Computer, null, $"{verb} service '{service.Name}'" + (by is null ? "" : $", which {by} has stopped"))
        {
            Act = verb == StartVerb ? StepAct.StartService : StepAct.StopService,
            Switches = new Switch($"service '{service.Name}'", service.Name, verb == StartVerb),
        };
    }

    private ServiceNote? Find(BtsService service) =>
        context.Before.Services.FirstOrDefault(recorded =>
            IsSame(recorded.Computer, service.Computer) && IsSame(recorded.Name, service.Name)
        );

    /// <summary>The services recorded before, with their states now.</summary>
    public IReadOnlyList<BtsService> Read() =>
        [.. context.Coordinator.GetServices(context.Topology, context.Cancellation).Where(service => Find(service) is not null)];

    public StepCheck CheckAll(BtsServiceState state)
    {
        var services = Read();
        return services.All(service => service.State == state)
            ? StepCheck.Done($"All {services.Count} services are {Word(state)} already.")
            : StepCheck.Ready;
    }

    public StepProof ProveAll(BtsServiceState state)
    {
        var services = Read();
        return StepProof.Of(
            services
                .Where(service => service.State != state)
                .Select(service => $"Service '{service.Name}' on {service.Computer} is {Word(service.State)}."),
            $"{services.Count} services on {context.Topology.Computers.Count} computers are {Word(state)}."
        );
    }

    private static string Word(BtsServiceState state) =>
        state switch
        {
            BtsServiceState.Stopped => "stopped",
            BtsServiceState.Running => "running",
            _ => $"in state {state}",
        };

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
