using BizTalkDR.Group;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Services;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A sandbox that has shipped its logs, and the failback of it, run as often as a test likes with one journal.</summary>
internal sealed class FailbackSides : IAsyncDisposable
{
    private const string Computer = "BTS01";
    private readonly SandboxSides sides;
    private readonly FakeComputers services = new FakeComputers()
        .With(Computer, BtsServiceNames.SingleSignOn, BtsServiceState.Running)
        .With(Computer, "BTSSvc$BizTalkServerApplication", BtsServiceState.Running);

    private FailbackSides(SandboxSides sides)
    {
        this.sides = sides;
        Topology = sides.Topology with { Computers = [new BizTalkComputer { Name = Computer }], MasterSecretServer = Computer };
    }

    public Topology Topology { get; }

    public MemoryJournal Journal { get; } = new();

    public static async Task<FailbackSides> CreateAsync()
    {
        var sides = await SandboxSides.ShippedAsync(3);
        // The computers are the test's own: no service of the sandbox is to hold a connection that nobody would end.
        await sides.Sandbox.StopServicesAsync();
        return new FailbackSides(sides);
    }

    /// <summary>Runs the failback, asking the operator before each step.</summary>
    public List<StepResult> Run(Func<int, IReadOnlyList<StepAction>, bool> answer, IJournal? journal = null) =>
        [
            .. new FailbackRun(
                FailbackTools.Create(sides.Connector, services),
                Topology,
                new FailbackOptions { EndSessions = true },
                journal ?? Journal
            ).Run(new RunbookOptions(), new SilentWatcher(), (step, actions) => answer(step.Number, actions)),
        ];

    /// <summary>Runs a statement on an instance.</summary>
    public void Execute(string instance, string statement) => sides.Execute(instance, statement);

    /// <summary>Reads one value from an instance.</summary>
    public object? Read(string instance, string query)
    {
        using var connection = sides.Connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        return command.ExecuteScalar();
    }

    public ValueTask DisposeAsync() => sides.DisposeAsync();
}
