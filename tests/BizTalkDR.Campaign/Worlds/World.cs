using BizTalkDR.Campaign.Checking;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Campaign.Worlds;

/// <summary>
/// A group whose logs are shipped, with others beside it: a database and a job that are none of its, and perhaps a second group. The engine sees it
/// through its façade, over the wire; the campaign looks from inside.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>The folder of step 7's backups.</summary>
    public const string FailbackFolder = @"\\FILES\Failback";

    /// <summary>A database on every instance that belongs to nobody's group.</summary>
    public const string Stranger = "Payroll";

    /// <summary>A job on every instance that belongs to nobody's group.</summary>
    public const string StrangersJob = "Nightly index maintenance";

    private long statements;
    private readonly string folder = Directory.CreateTempSubdirectory("biztalkdr-campaign-").FullName;

    private World(BizTalkSandbox sandbox, WorldShape shape)
    {
        (Sandbox, Shape) = (sandbox, shape);
        Topology = SandboxTopology.Of(sandbox, instance => instance.Name);
        Topology = Topology with { BackupLocations = Topology.BackupLocations with { Failback = FailbackFolder } };
        Engine = DisasterRecovery.Create(
            new CredentialTable(Instances.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance))))
        );
        Services = new SandboxServiceController(sandbox.Computers);
    }

    public BizTalkSandbox Sandbox { get; }

    public BizTalkSandbox? Neighbour { get; private set; }

    public WorldShape Shape { get; }

    public SandboxHost Host => Sandbox.Host;

    public BizTalkGroup Group => Sandbox.Group;

    /// <summary>The instances of both sides.</summary>
    public IReadOnlyList<SqlInstance> Instances => [.. Sandbox.Sources, .. Sandbox.Destinations];

    public Topology Topology { get; }

    public IDisasterRecovery Engine { get; }

    public IServiceController Services { get; }

    /// <summary>How many statements the engine has sent: while it grows, a run works, however slow the machine is.</summary>
    public long Statements => Interlocked.Read(ref statements);

    /// <summary>What must not change, as it was.</summary>
    public Outside Outside { get; private set; } = null!;

    /// <summary>What a failback switches off, as it was.</summary>
    public Switches Switches { get; private set; } = null!;

    /// <summary>Production as it was.</summary>
    public ProductionBefore Before { get; private set; } = null!;

    /// <summary>Looks at every drop while it happens.</summary>
    public Guard Guard { get; private set; } = null!;

    /// <summary>A mark that production must not be put back behind; null where any of the chain will do.</summary>
    public string? OldestGoodMark { get; set; }

    /// <summary>Messages that came into production after the failback had given it back: whatever happens later, they must stay.</summary>
    public List<(BizTalkDatabase Database, long Number)> Lived { get; } = [];

    /// <summary>Messages that somebody wrote into a copy or a backup: they must not get into production.</summary>
    public HashSet<long> Intruders { get; } = [];

    /// <summary>What lies in the journals of this run, all text of it.</summary>
    public string JournalText => string.Concat(Directory.EnumerateFiles(folder, "*.jsonl").Select(File.ReadAllText));

    /// <summary>Stands a world up and lets it live for some rounds of messages, backups and log shipping.</summary>
    public static async Task<World> CreateAsync(int seed, WorldShape shape)
    {
        var sandbox = await BizTalkSandbox.CreateAsync(WorldOptions.Of(seed, shape)).ConfigureAwait(false);
        try
        {
            var world = new World(sandbox, shape);
            await world.LiveAsync().ConfigureAwait(false);
            return world;
        }
        catch
        {
            await sandbox.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A path of this run's own, for a journal.</summary>
    public string PathOf(string file) => Path.Combine(folder, file);

    /// <summary>Production's database, whether it is there or not.</summary>
    public Database? Production(BizTalkDatabase database) => database.Instance.FindDatabase(database.Name);

    /// <summary>The copy on the destination, whether it is there or not.</summary>
    public Database? Copy(BizTalkDatabase database) => Sandbox.DestinationOf(database.Instance).FindDatabase(database.Name);

    /// <summary>The failback folder on this machine.</summary>
    public string FailbackPath => Host.Files.Map(Sandbox.Sources[0].ComputerName, FailbackFolder)!;

    /// <summary>Runs a statement as an administrator does, beside the engine. False when it fails.</summary>
    public static bool Try(SqlInstance instance, string statement, string database = "master")
    {
        try
        {
            Do(instance, statement, database);
            return true;
        }
        catch (Exception error) when (error is SqlServerException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Runs a statement as an administrator does, beside the engine.</summary>
    public static void Do(SqlInstance instance, string statement, string database = "master")
    {
        using var session = instance.OpenInternalSession("an administrator", database);
        session.Perform(statement);
    }

    /// <summary>Messages, a backup set, and its way to the destination.</summary>
    public async Task RoundAsync(BizTalkSandbox? group = null)
    {
        group ??= Sandbox;
        await group.Workload.WriteAsync(3).ConfigureAwait(false);
        Host.Clock.Advance(TimeSpan.FromMinutes(15));
        Require(await group.RunBackupJobAsync().ConfigureAwait(false));
        foreach (var outcome in await group.RunLogShippingAsync().ConfigureAwait(false))
            Require(outcome);
    }

    /// <summary>From here on everything is to be as it is now.</summary>
    public void StartOver() => (Before, Outside, Switches) = (ProductionBefore.Of(this), Outside.Of(this), Switches.Of(this));

    /// <summary>The topology and the services of the second group.</summary>
    public (Topology Topology, IServiceController Services) NeighboursView()
    {
        var topology = SandboxTopology.Of(Neighbour!, instance => instance.Name);
        return (
            topology with
            {
                BackupLocations = topology.BackupLocations with { Failback = FailbackFolder },
            },
            new SandboxServiceController(Neighbour!.Computers)
        );
    }

    /// <summary>Somebody sees to services that are not what they say: what says it is stopped is ended, what says it runs is started.</summary>
    public async Task MendServicesAsync()
    {
        foreach (var service in Sandbox.Services)
            if (service is { State: BizTalkServiceState.Stopped, IsAlive: true } or { State: BizTalkServiceState.StopPending })
                await service.StopAsync().ConfigureAwait(false);
            else if (service is { State: BizTalkServiceState.Running, IsAlive: false })
                await service.StartAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Host.Faults.Clear();
        if (Neighbour is not null)
            await Neighbour.DisposeAsync().ConfigureAwait(false);
        await Sandbox.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(folder, recursive: true);
    }

    private async Task LiveAsync()
    {
        Host.Files.CreateShare("FILES", "Failback");
        foreach (var instance in Instances)
        {
            Do(
                instance,
                $"CREATE DATABASE {Stranger}; CREATE TABLE {Stranger}.dbo.Salaries (Id int NOT NULL); INSERT INTO {Stranger}.dbo.Salaries VALUES (1)"
            );
            Do(instance, $"EXEC msdb.dbo.sp_add_job @job_name = N'{StrangersJob}', @enabled = 1");
        }
        if (Shape.HasNeighbour)
        {
            Neighbour = await Sandbox.AddGroupAsync(WorldOptions.OfNeighbour(Sandbox)).ConfigureAwait(false);
            await RoundAsync(Neighbour).ConfigureAwait(false);
        }
        for (var round = 0; round < 3; round++)
            await RoundAsync().ConfigureAwait(false);
        await Sandbox.Workload.WriteAsync(2).ConfigureAwait(false);
        StartOver();
        Guard = new Guard(this);
        CountStatements();
    }

    private void CountStatements() =>
        Host.Faults.Add(
            new Fault(FaultPoint.Statement, Subject: "BizTalkDR", Times: int.MaxValue)
            {
                Effect = FaultEffect.Watch,
                Then = _ => Interlocked.Increment(ref statements),
            }
        );

    private static void Require(JobOutcome outcome)
    {
        if (!outcome.Succeeded)
            throw new InvalidOperationException($"The world does not live: {outcome.JobName}: {outcome.Message}");
    }
}
