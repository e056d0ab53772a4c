using System.Net;
using System.Text.Json;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Errors;
using BizTalkDR.Services;

namespace BizTalkDR.Drill.Tests;

public sealed class ServiceControlServerTests : IDisposable
{
    private readonly OneComputer computer = new();
    private readonly ServiceControlServer server;
    private readonly HttpClient client = new();

    public ServiceControlServerTests() => server = new ServiceControlServer(computer);

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Services_are_listed_and_controlled_by_name()
    {
        var services = JsonDocument.Parse(await client.GetStringAsync($"{server.Address}/BTS01")).RootElement;
        Assert.Equal("BTSSvc$Host", services[0].GetProperty("Name").GetString());
        Assert.Equal("Running", services[0].GetProperty("State").GetString());

        (await client.PostAsync($"{server.Address}/BTS01/{Uri.EscapeDataString("BTSSvc$Host")}/stop", null)).EnsureSuccessStatusCode();
        Assert.Equal(BtsServiceState.Stopped, computer.State);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"{server.Address}/BTS01/Gone/stop", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{server.Address}/a/b/c/d")).StatusCode);
    }

    [Fact]
    public async Task Without_the_token_nobody_gets_in()
    {
        var address = new Uri(server.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"http://{address.Authority}/guess/BTS01")).StatusCode);
        Assert.Equal(BtsServiceState.Running, computer.State);
    }

    [Fact]
    public void The_script_it_writes_calls_its_own_address() => Assert.Contains(server.Address, server.Script, StringComparison.Ordinal);

    private sealed class OneComputer : IServiceController
    {
        public BtsServiceState State { get; private set; } = BtsServiceState.Running;

        public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellation) =>
            [
                new BtsService
                {
                    Computer = computer,
                    Name = "BTSSvc$Host",
                    State = State,
                },
            ];

        public void Start(string computer, string service, CancellationToken cancellation) => Set(service, BtsServiceState.Running);

        public void Stop(string computer, string service, CancellationToken cancellation) => Set(service, BtsServiceState.Stopped);

        private void Set(string service, BtsServiceState state) =>
            State =
                service == "BTSSvc$Host"
                    ? state
                    : throw new ServiceControlException("ServiceNotFound", ErrorKind.NotFound, "No such service.");
    }
}
