using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Stopping and starting the services of the BizTalk computers: steps 5 and 9.</summary>
/// <param name="context">The failback.</param>
internal sealed class ServiceActions(FailbackContext context)
{
    public static IReadOnlyList<StepAction> Plan(IEnumerable<IReadOnlyList<BtsService>> waves, string verb) =>
        [.. waves.SelectMany(wave => wave).Select(service => Of(service, verb))];

    public static StepAction Of(BtsService service, string verb) =>
        new(service.Computer, null, $"{verb} service '{service.Name}'")
        {
            Switches = new Switch($"service '{service.Name}'", service.Name, verb == "Start"),
        };

    /// <summary>The services recorded before, with their states now.</summary>
    public IReadOnlyList<BtsService> Read() =>
        [
            .. context
                .Coordinator.GetServices(context.Topology, context.Cancellation)
                .Where(service =>
                    context.Before.Services.Any(recorded =>
                        IsSame(recorded.Computer, service.Computer) && IsSame(recorded.Name, service.Name)
                    )
                ),
        ];

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
