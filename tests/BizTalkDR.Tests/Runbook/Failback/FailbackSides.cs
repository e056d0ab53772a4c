using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Services;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
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

    /// <summary>The sandbox behind it.</summary>
    public BizTalkDR.Sandbox.BizTalk.BizTalkSandbox Sandbox => sides.Sandbox;

    public IInstanceConnector Connector => sides.Connector;

    public MemoryJournal Journal { get; } = new();

    public static async Task<FailbackSides> CreateAsync()
    {
        var sides = await SandboxSides.ShippedAsync(3);
        // The computers are the test's own: no service of the sandbox is to hold a connection that nobody would end.
        await sides.Sandbox.StopServicesAsync();
        return new FailbackSides(sides);
    }

    /// <summary>Runs the failback, asking the operator before each step.</summary>
    /// <param name="answer">The operator.</param>
    /// <param name="journal">Another journal than the one that all runs share.</param>
    /// <param name="only">Only these steps.</param>
    /// <param name="throttleLimit">How many databases at once.</param>
    /// <param name="topology">Another topology.</param>
    /// <param name="documentedOrder">Whether the order is that of the page.</param>
    /// <param name="after">What happens between two steps.</param>
    /// <param name="begin">The operator, before the first step.</param>
    /// <param name="whatIf">Whether the run is only shown.</param>
    /// <param name="mark">The mark; the recommended one without it.</param>
    /// <param name="plan">The plan that is followed.</param>
    public List<StepResult> Run(
        Func<int, IReadOnlyList<StepAction>, bool> answer,
        IJournal? journal = null,
        int[]? only = null,
        int throttleLimit = 4,
        Topology? topology = null,
        bool documentedOrder = false,
        Action<StepResult>? after = null,
        Func<RunOutlook, bool>? begin = null,
        bool whatIf = false,
        string? mark = null,
        FailbackPlan? plan = null
    )
    {
        var run = new FailbackRun(
            sides.Connector,
            services,
            topology ?? Topology,
            new FailbackOptions
            {
                EndSessions = true,
                Mark = mark,
                Plan = plan,
                ThrottleLimit = throttleLimit,
                DocumentedOrder = documentedOrder,
            },
            journal ?? Journal
        );
        var results = new List<StepResult>();
        foreach (
            var result in run.Run(
                new RunbookOptions
                {
                    Only = only ?? [],
                    Begin = begin,
                    WhatIf = whatIf,
                },
                new SilentWatcher(),
                (step, actions) => answer(step.Number, actions)
            )
        )
        {
            results.Add(result);
            after?.Invoke(result);
        }
        return results;
    }

    /// <summary>Plans the failback.</summary>
    /// <param name="only">Only these steps.</param>
    /// <param name="documentedOrder">Whether the order is that of the page.</param>
    public FailbackPlan Plan(int[]? only = null, bool documentedOrder = false) =>
        new FailbackPlanner(
            sides.Connector,
            services,
            Topology,
            new FailbackOptions { EndSessions = true, DocumentedOrder = documentedOrder }
        ).Make(new RunbookOptions { Only = only ?? [] });

    /// <summary>Gives the run up.</summary>
    /// <param name="journal">Another journal than the one that all runs share.</param>
    /// <param name="asked">Shown what would be done; Yes without it.</param>
    /// <param name="whatIf">Whether it is shown only.</param>
    /// <param name="connector">Another network.</param>
    public UndoOutcome Undo(
        IJournal? journal = null,
        Func<UndoPlan, bool>? asked = null,
        bool whatIf = false,
        IInstanceConnector? connector = null
    ) =>
        new FailbackUndo(
            connector ?? sides.Connector,
            services,
            Topology,
            new UndoOptions { WhatIf = whatIf, PollInterval = TimeSpan.FromMilliseconds(10) },
            journal ?? Journal
        ).Run(asked ?? (_ => true));

    /// <summary>Gives a run up whose journal is lost.</summary>
    /// <param name="run">Which one; the only one without it.</param>
    /// <param name="asked">Shown what would be done; Yes without it.</param>
    /// <param name="whatIf">Whether it is shown only.</param>
    public UndoOutcome UndoByMarks(Guid? run = null, Func<UndoPlan, bool>? asked = null, bool whatIf = false) =>
        FailbackUndo.RunByMarks(
            sides.Connector,
            services,
            Topology,
            new UndoOptions { WhatIf = whatIf, PollInterval = TimeSpan.FromMilliseconds(10) },
            run,
            asked ?? (_ => true)
        );

    /// <summary>For instances that do not answer.</summary>
    public IInstanceConnector Impatient => sides.Impatient;

    /// <summary>Starts a service as somebody would by hand.</summary>
    public void StartService(string name) => services.With(Computer, name, BtsServiceState.Running);

    /// <summary>The services that do not run.</summary>
    public IReadOnlyList<string> Stopped =>
        [
            .. services
                .GetServices(Computer, default)
                .Where(service => service.State != BtsServiceState.Running)
                .Select(service => service.Name),
        ];

    /// <summary>What there is to go by when a journal can't be trusted.</summary>
    public FailbackSurvey Survey(string journal) => FailbackSurvey.Of(sides.Connector, services, Topology, journal);

    /// <summary>Runs a statement on an instance.</summary>
    public void Execute(string instance, string statement) => sides.Execute(instance, statement);

    /// <summary>Reads one value from an instance.</summary>
    public object? Read(string instance, string query)
    {
        using var connection = sides.Connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Reads the first column of every row.</summary>
    public List<string> Rows(string instance, string query)
    {
        using var connection = sides.Connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Runs until the operator declines a step.</summary>
    public void RunUpTo(int step) => Assert.Equal(step, Run((number, _) => number != step)[^1].Number);

    /// <summary>The reasons why a run that goes on does not even begin.</summary>
    public IReadOnlyList<string> Refusal() =>
        Assert
            .Throws<RunbookRefusedException>(() => Run((step, _) => throw new InvalidOperationException($"Step {step} was asked about.")))
            .Problems;

    /// <summary>The reasons why a step refuses after something has happened behind the step before it.</summary>
    public IReadOnlyList<string> Refusal(int step, int behind, Action happens)
    {
        var last = Run(
            (_, _) => true,
            after: result =>
            {
                if (result.Number == behind)
                    happens();
            }
        )[^1];
        Assert.Equal((step, StepStatus.Failed), (last.Number, last.Status));
        return last.Details;
    }

    /// <summary>Messages, the backup job: as if nobody had begun a failback.</summary>
    public Task BackUpAsync() => sides.BackUpAsync();

    /// <summary>Log shipping, as if nobody had begun a failback.</summary>
    public Task ShipAsync() => sides.ShipAsync();

    /// <summary>Sets the state of a service of the computer.</summary>
    public void SetService(string name, BtsServiceState state) => services.With(Computer, name, state);

    /// <summary>Where a file that the instance sees lies on this computer.</summary>
    public string Map(string instance, string path) => sides.Sandbox.Host.Files.Map(instance, path)!;

    /// <summary>Deletes a file that the instance sees.</summary>
    public void DeleteFile(string instance, string path) => File.Delete(Map(instance, path));

    public ValueTask DisposeAsync() => sides.DisposeAsync();
}
