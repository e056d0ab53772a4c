using System.Collections.Concurrent;
using BizTalkDR.Services;

namespace BizTalkDR.Tests.Services;

/// <summary>Computers whose services change their state a few looks after they were asked to, as in life.</summary>
internal sealed class FakeComputers : IServiceController
{
    private readonly ConcurrentDictionary<
        (string Computer, string Service),
        (BtsServiceState State, BtsServiceState Wanted, int Looks)
    > services = new();
    private readonly ConcurrentQueue<string> log = new();

    /// <summary>How many looks a change takes; more than any test's patience means never.</summary>
    public int LooksToChange { get; set; } = 2;

    public IReadOnlyList<string> Log => [.. log];

    public FakeComputers With(string computer, string service, BtsServiceState state)
    {
        services[(computer, service)] = (state, state, 0);
        return this;
    }

    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellation) =>
        [
            .. services
                .Where(entry => entry.Key.Computer == computer)
                .Select(entry => new BtsService
                {
                    Computer = computer,
                    Name = entry.Key.Service,
                    State = Look(entry.Key),
                }),
        ];

    public void Start(string computer, string service, CancellationToken cancellation) => Ask(computer, service, BtsServiceState.Running);

    public void Stop(string computer, string service, CancellationToken cancellation) => Ask(computer, service, BtsServiceState.Stopped);

    private void Ask(string computer, string service, BtsServiceState wanted)
    {
        log.Enqueue($"{wanted} {computer}/{service}");
        services.AddOrUpdate(
            (computer, service),
            _ => throw new InvalidOperationException(),
            (_, now) => (now.State, wanted, LooksToChange)
        );
    }

    private BtsServiceState Look((string, string) key) =>
        services
            .AddOrUpdate(
                key,
                _ => default,
                (_, now) =>
                    now.State == now.Wanted ? now
                    : now.Looks > 1 ? (now.State, now.Wanted, now.Looks - 1)
                    : (now.Wanted, now.Wanted, 0)
            )
            .State;
}
