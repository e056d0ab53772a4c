using System.Globalization;
using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Drill.Screen;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Drill.Story;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.Failback;

/// <summary>A sandbox in which production has just broken. All stands are seeded alike, so that they differ only in what is drawn anew: keys, ports, milliseconds.</summary>
internal sealed class FailbackStand : IReplayStand, IAsyncDisposable
{
    private const int Seed = 1;
    private const int Rounds = 4;
    private const int MessagesPerRound = 10;

    // A time that every stand can begin at, whenever it is made.
    private static readonly DateTime Beginning = new(2031, 1, 6, 8, 2, 0, DateTimeKind.Unspecified);

    private FailbackStand(BizTalkSandbox sandbox)
    {
        Sandbox = sandbox;
        Topology = SandboxTopology.Of(sandbox, instance => instance.Name);
        Connector = new InstanceConnector(
            new CredentialTable(Instances.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance))))
        );
        Services = new SandboxServiceController(sandbox.Computers);
    }

    public BizTalkSandbox Sandbox { get; }

    public IServiceController Services { get; }

    public IEnumerable<SqlInstance> Instances => Sandbox.Sources.Concat(Sandbox.Destinations);

    private Topology Topology { get; }

    private InstanceConnector Connector { get; }

    public static async Task<FailbackStand> CreateAsync()
    {
        var sandbox = await BizTalkSandbox
            .CreateAsync(new BizTalkSandboxOptions { Seed = Seed, StartTime = Beginning })
            .ConfigureAwait(false);
        var stand = new FailbackStand(sandbox);
        for (var round = 0; round < Rounds; round++)
        {
            await sandbox.Workload.WriteAsync(MessagesPerRound).ConfigureAwait(false);
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes)).ConfigureAwait(false);
        }
        await Damage
            .Of(Seed)
            .DoAsync(sandbox, instance => stand.Connector.Open(stand.Topology.Instance(instance.Name)))
            .ConfigureAwait(false);
        return stand;
    }

    /// <summary>Carries out the failback as Invoke-BtsFailback does, with a journal on disk.</summary>
    /// <param name="services">Reaches the services; those of the sandbox if null.</param>
    /// <returns>How long it took.</returns>
    public Effort FailBack(IServiceController? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("biztalkdr-journal-");
        try
        {
            using var journal = FileJournal.Create(Path.Combine(folder.FullName, "journal.jsonl"));
            var run = new FailbackRun(Connector, services ?? Services, Topology, new FailbackOptions(), journal);
            return Effort.Of(() =>
            {
                foreach (var step in run.Run(new RunbookOptions(), new SilentScreen(), (_, _) => true))
                {
                    if (!step.IsGood)
                        throw new InvalidOperationException($"Step {step.Number} failed: {string.Join(" ", step.Details)}", step.Error);
                }
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Makes sure that production is back: every database online and all at one mark.</summary>
    public void Check()
    {
        var keys = Sandbox.Group.BackedUpDatabases.Select(database => new DatabaseKey(database.Instance.Name, database.Name)).ToList();
        var verification = new DatabaseSetVerifier(Connector).Verify(Topology, keys);
        if (!verification.IsConsistent || verification.Mark is null)
            throw new InvalidOperationException($"Production did not come back: {string.Join(" ", verification.Differences)}");
    }

    public string AddressOf(SqlInstance instance) => SandboxTopology.AddressOf(instance);

    /// <summary>What this stand drew for itself and statements speak of, always in the same order: keys of jobs and log shipping sources, marks, names of backup files.</summary>
    public IReadOnlyList<string> OwnValues()
    {
        var values = new List<string>();
        foreach (var instance in Instances)
            values.AddRange(Read(instance.Name, "SELECT job_id FROM msdb.dbo.sysjobs ORDER BY name"));
        foreach (var instance in Sandbox.Destinations)
            values.AddRange(Read(instance.Name, "SELECT SourceID FROM master.dbo.bts_LogShippingSource ORDER BY Description"));
        foreach (var column in new[] { "BackupFileName", "MarkName" })
            values.AddRange(
                Read(
                    Topology.ManagementDatabase.Instance,
                    $"SELECT {column} FROM BizTalkMgmtDb.dbo.adm_BackupHistory WHERE {column} IS NOT NULL ORDER BY BackupSetId, DatabaseName"
                )
            );
        return values;
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private List<string> Read(string instance, string query)
    {
        using var connection = Connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return values;
    }
}
