using System.Globalization;
using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.Drill.Screen;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Benchmarks.Instances;

/// <summary>A group of 60 databases on three instances, shipped to three others, and every one of the six at the end of a long line.</summary>
internal sealed class DistantStand : IReplayStand, IAsyncDisposable
{
    public const int Databases = 60;

    /// <summary>What a packet takes there and back between two sites some hundred kilometers apart.</summary>
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(5);

    private const int OfTheProduct = 8;
    private const int Rounds = 2;
    private const int MessagesPerRound = 5;
    private readonly Dictionary<SqlInstance, LongLine> lines;
    private readonly InstanceConnector connector;
    private readonly Topology topology;

    private DistantStand(BizTalkSandbox sandbox)
    {
        Sandbox = sandbox;
        Services = new SandboxServiceController(sandbox.Computers);
        lines = Instances.ToDictionary(instance => instance, instance => new LongLine(instance.EndPoint, RoundTrip));
        var near = SandboxTopology.Of(sandbox, instance => instance.Name);
        topology = near with { Source = [.. near.Source.Select(Distant)], Destination = [.. near.Destination.Select(Distant)] };
        connector = new InstanceConnector(
            new CredentialTable(Instances.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance))))
        );
    }

    public BizTalkSandbox Sandbox { get; }

    public IServiceController Services { get; }

    public IEnumerable<SqlInstance> Instances => Sandbox.Sources.Concat(Sandbox.Destinations);

    public static async Task<DistantStand> CreateAsync()
    {
        var sandbox = await BizTalkSandbox
            .CreateAsync(
                new BizTalkSandboxOptions
                {
                    SourceNames = ["PROD-SQL1", "PROD-SQL2", "PROD-SQL3"],
                    DestinationNames = ["DR-SQL1", "DR-SQL2", "DR-SQL3"],
                    CustomDatabases =
                    [
                        .. Enumerable
                            .Range(1, Databases - OfTheProduct)
                            .Select(number => string.Create(CultureInfo.InvariantCulture, $"Contoso{number:00}")),
                    ],
                }
            )
            .ConfigureAwait(false);
        if (sandbox.Group.BackedUpDatabases.Count != Databases)
            throw new InvalidOperationException($"The group has {sandbox.Group.BackedUpDatabases.Count} databases, not {Databases}.");
        for (var round = 0; round < Rounds; round++)
        {
            await sandbox.Workload.WriteAsync(MessagesPerRound).ConfigureAwait(false);
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes)).ConfigureAwait(false);
        }
        return new DistantStand(sandbox);
    }

    /// <summary>Tests whether a recovery would work, as Test-BtsDisasterRecovery does.</summary>
    public Effort TestReadiness() =>
        Effort.Of(() =>
        {
            var results = new DisasterRecoveryTest(connector).Run(topology);
            if (results.FirstOrDefault(result => result.Status == ReadinessStatus.Failed) is { } failed)
                throw new InvalidOperationException($"Readiness failed: {failed}");
        });

    /// <summary>Shows a failback, as Invoke-BtsFailback -WhatIf does.</summary>
    public Effort ShowFailback() =>
        Effort.Of(() =>
        {
            var run = new FailbackRun(connector, Services, topology, new FailbackOptions(), new MemoryJournal());
            foreach (var step in run.Run(new RunbookOptions { WhatIf = true }, new SilentScreen(), (_, _) => true))
            {
                if (step.Error is { } error)
                    throw new InvalidOperationException($"Step {step.Number} can't be shown.", error);
            }
        });

    public string AddressOf(SqlInstance instance) => lines[instance].Address;

    /// <summary>A recording is only ever sent to the stand that it was made on.</summary>
    public IReadOnlyList<string> OwnValues() => [];

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines.Values)
            line.Dispose();
        await Sandbox.DisposeAsync().ConfigureAwait(false);
    }

    private InstanceReference Distant(InstanceReference instance) =>
        instance with
        {
            Address = lines[Instances.First(other => other.Name == instance.Name)].Address,
        };
}
