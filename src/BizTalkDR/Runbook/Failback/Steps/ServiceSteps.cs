using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Steps 5 and 9: the services of the BizTalk computers.</summary>
internal static class ServiceSteps
{
    internal static RunbookStep<FailbackContext> Stop { get; } =
        new()
        {
            Number = 5,
            Title = "Stop all BizTalk Server services on all BizTalk servers",
            Explanation =
                "Stops host instances, the rule engine, BAM alerts and, last, Enterprise Single Sign-On: on the master secret server after all others.",
            Plan = context => Actions(ServiceOrder.ForStop(context.ReadServices()), "Stop"),
            Check = context => CheckAll(context, BtsServiceState.Stopped),
            Run = (context, scope) =>
                context.Coordinator.Stop(
                    context.ReadServices(),
                    (service, act) => scope.Do(Action(service, "Stop"), act),
                    context.Cancellation
                ),
            Prove = context => ProveAll(context, BtsServiceState.Stopped),
        };

    internal static RunbookStep<FailbackContext> Start { get; } =
        new()
        {
            Number = 9,
            Title = "Restart all BizTalk servers including the master secret server",
            Explanation =
                "Starts Enterprise Single Sign-On, on the master secret server first, then the services that ran before step 5. Refuses while a production database is not online at the mark with its owner and options.",
            Plan = context => Actions(ServiceOrder.ForStart(context.ReadServices()), "Start"),
            Check = context =>
            {
                var notBack = SourceState.NotBack(context);
                return notBack.Count > 0 ? StepCheck.Of(notBack) : CheckAll(context, BtsServiceState.Running);
            },
            Run = (context, scope) =>
                context.Coordinator.Start(
                    context.ReadServices(),
                    (service, act) => scope.Do(Action(service, "Start"), act),
                    context.Cancellation
                ),
            Prove = context => ProveAll(context, BtsServiceState.Running),
        };

    private static IReadOnlyList<StepAction> Actions(IEnumerable<IReadOnlyList<BtsService>> waves, string verb) =>
        [.. waves.SelectMany(wave => wave).Select(service => Action(service, verb))];

    private static StepAction Action(BtsService service, string verb) => new(service.Computer, null, $"{verb} service '{service.Name}'");

    private static StepCheck CheckAll(FailbackContext context, BtsServiceState state)
    {
        var services = context.ReadServices();
        return services.All(service => service.State == state)
            ? StepCheck.Done($"All {services.Count} services are {Word(state)} already.")
            : StepCheck.Ready;
    }

    private static StepProof ProveAll(FailbackContext context, BtsServiceState state)
    {
        var services = context.ReadServices();
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
}
