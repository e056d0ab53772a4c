using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>Services in memory, which remember what they were told.</summary>
internal sealed class FakeServices : IServiceController
{
    private readonly Dictionary<(string Computer, string Name), BtsServiceState> states = new()
    {
        [("BTS01", "BTSSvc$Receive")] = BtsServiceState.Running,
        [("BTS01", "ENTSSO")] = BtsServiceState.Running,
        [("BTS02", "ENTSSO")] = BtsServiceState.Running,
        [("BTS02", "RuleEngineUpdateService")] = BtsServiceState.Stopped,
    };

    public List<string> Done { get; } = [];

    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellation)
    {
        lock (states)
            return
            [
                .. states
                    .Where(pair => pair.Key.Computer == computer)
                    .Select(pair => new BtsService
                    {
                        Computer = computer,
                        Name = pair.Key.Name,
                        State = pair.Value,
                    }),
            ];
    }

    public void Start(string computer, string service, CancellationToken cancellation) => Set(computer, service, BtsServiceState.Running);

    public void Stop(string computer, string service, CancellationToken cancellation) => Set(computer, service, BtsServiceState.Stopped);

    private void Set(string computer, string service, BtsServiceState state)
    {
        lock (states)
        {
            states[(computer, service)] = state;
            Done.Add($"{state} {service} on {computer}");
        }
    }
}
