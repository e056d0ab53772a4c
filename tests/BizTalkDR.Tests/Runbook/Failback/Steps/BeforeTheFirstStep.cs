using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Tests.Services;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

/// <summary>A group whose logs are shipped, before the first step of a failback. The tests of the steps share it: they look and change nothing.</summary>
public sealed class BeforeTheFirstStep : IAsyncLifetime
{
    private SandboxSides sides = null!;

    internal MemoryJournal Journal { get; } = new();

    internal FailbackContext Context { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        sides = await SandboxSides.ShippedAsync(2);
        var topology = sides.Topology with { Computers = [new BizTalkComputer { Name = "BTS01" }] };
        var computers = new FakeComputers()
            .With("BTS01", "BTSSvc$Orders", BtsServiceState.Running)
            .With("BTS01", "ENTSSO", BtsServiceState.Running);
        Context = new FailbackContext(sides.Connector, computers, topology, new FailbackOptions(), Journal, default);
        Context.Before = new FailbackRecorder(sides.Connector, topology, Context.Directory, Context.Coordinator, default).Read(
            Context.Situation.Targets
        );
    }

    public ValueTask DisposeAsync() => sides.DisposeAsync();

    /// <summary>What a step would do, in words.</summary>
    internal IReadOnlyList<string> Plan(RunbookStep<FailbackContext> step) => [.. step.Plan(Context).Select(action => action.ToString())];

    /// <summary>What a step finds. It leaves the journal as it was.</summary>
    internal StepCheck Check(RunbookStep<FailbackContext> step)
    {
        var check = step.Check(Context);
        Assert.Empty(Journal.Entries);
        return check;
    }

    /// <summary>The reasons why a step refuses.</summary>
    internal IReadOnlyList<string> Blocked(RunbookStep<FailbackContext> step)
    {
        var check = Check(step);
        Assert.Equal(StepReadiness.Blocked, check.Readiness);
        return check.Reasons;
    }
}

[CollectionDefinition(nameof(BeforeTheFirstStep))]
public sealed class BeforeTheFirstStepTests : ICollectionFixture<BeforeTheFirstStep>;
