using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Services;

namespace BizTalkDR.Drill.Serving;

/// <summary>The services of the sandbox's computers.</summary>
internal sealed class SandboxServiceController(IReadOnlyList<BizTalkComputer> computers) : IServiceController
{
    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellation) =>
        [
            .. Find(computer)
                .Services.Select(service => new BtsService
                {
                    Computer = computer,
                    Name = service.Name,
                    State = ToState(service.State),
                    StartMode = "Auto",
                }),
        ];

    public void Start(string computer, string service, CancellationToken cancellation) =>
        Ask(computer, service, found => found.StartAsync(cancellation));

    public void Stop(string computer, string service, CancellationToken cancellation) =>
        Ask(computer, service, found => found.StopAsync(cancellation));

    private BizTalkComputer Find(string computer) =>
        computers.FirstOrDefault(found => string.Equals(found.Name, computer, StringComparison.OrdinalIgnoreCase))
        ?? throw Error("ComputerUnreachable", Errors.ErrorKind.Connection, computer, null, $"The sandbox has no computer '{computer}'.");

    private void Ask(string computer, string service, Func<BizTalkService, Task> ask)
    {
        var found =
            Find(computer).Find(service)
            ?? throw Error(
                "ServiceNotFound",
                Errors.ErrorKind.NotFound,
                computer,
                service,
                $"Computer {computer} has no service '{service}'."
            );
        try
        {
            ask(found).GetAwaiter().GetResult();
        }
        catch (BizTalkServiceException error)
        {
            throw Error("ServiceRefused", Errors.ErrorKind.Operation, computer, service, error.Message);
        }
    }

    private static ServiceControlException Error(string id, Errors.ErrorKind kind, string computer, string? service, string message) =>
        new(id, kind, message) { Server = computer, Service = service };

    private static BtsServiceState ToState(BizTalkServiceState state) =>
        state switch
        {
            BizTalkServiceState.Stopped => BtsServiceState.Stopped,
            BizTalkServiceState.StartPending => BtsServiceState.StartPending,
            BizTalkServiceState.StopPending => BtsServiceState.StopPending,
            _ => BtsServiceState.Running,
        };
}
