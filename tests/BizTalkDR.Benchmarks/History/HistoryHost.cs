using BizTalkDR.Drill.Serving;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.History;

/// <summary>
/// A sandbox whose backup job has been at it for years, in a process of its own: so that the processor time of this one is the client's. It tells
/// where it is on its standard output and ends with its standard input.
/// </summary>
internal static class HistoryHost
{
    /// <summary>The argument that makes this program the host.</summary>
    public const string Argument = "--history-host";

    /// <summary>The line after which everything is there.</summary>
    public const string Ready = "ready";

    private const int Databases = 9;

    /// <summary>Serves until nobody listens any more.</summary>
    /// <param name="rows">How many rows the job's table gets.</param>
    /// <param name="folder">Where the topology is written.</param>
    public static async Task RunAsync(int rows, string folder)
    {
        await using var sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { Seed = 1 }).ConfigureAwait(false);
        for (var round = 0; round < 4; round++)
        {
            await sandbox.Workload.WriteAsync(5).ConfigureAwait(false);
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes)).ConfigureAwait(false);
        }
        var topology = SandboxTopology.Of(sandbox, instance => instance.Name);
        Fill(sandbox, topology, rows / Databases);
        TopologyFile.Save(topology, Path.Combine(folder, "topology.json"));
        foreach (var instance in sandbox.Sources.Concat(sandbox.Destinations))
            Console.WriteLine($"{instance.Name}\t{instance.SaPassword}");
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
    }

    private static void Fill(BizTalkSandbox sandbox, Topology topology, int sets)
    {
        var connector = new InstanceConnector(
            new CredentialTable(sandbox.Sources.Select(each => KeyValuePair.Create(each.Name, SandboxTopology.CredentialOf(each))))
        );
        var management = topology.ManagementDatabase;
        using var connection = connector.Open(topology.Instance(management.Instance), management.Database);
        using var text = new StreamReader(typeof(HistoryHost).Assembly.GetManifestResourceStream(typeof(HistoryHost), "LongTable.sql")!);
        using var command = new SqlCommand(text.ReadToEnd(), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("@sets", sets);
        command.ExecuteNonQuery();
    }
}
