using BizTalkDR.Drill.Serving;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Drill.Tests.Failback;

/// <summary>A sandbox that has shipped its logs, and the failback of it, run as often as a test likes with one journal.</summary>
internal sealed class FailbackSides : IAsyncDisposable
{
    private readonly BizTalkSandbox sandbox;
    private readonly InstanceConnector connector;

    private FailbackSides(BizTalkSandbox sandbox)
    {
        this.sandbox = sandbox;
        Topology = SandboxTopology.Of(sandbox, instance => instance.Name);
        connector = new InstanceConnector(
            new CredentialTable(
                sandbox
                    .Sources.Concat(sandbox.Destinations)
                    .Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance)))
            )
        );
        Services = new SandboxServiceController(sandbox.Computers);
    }

    public Topology Topology { get; }

    public SandboxServiceController Services { get; }

    public MemoryJournal Journal { get; } = new();

    public static async Task<FailbackSides> CreateAsync()
    {
        var sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions());
        await sandbox.StartServicesAsync();
        for (var round = 0; round < 3; round++)
        {
            await sandbox.Workload.WriteAsync(2);
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes));
        }
        return new FailbackSides(sandbox);
    }

    /// <summary>Runs the failback, asking the operator before each step.</summary>
    public List<StepResult> Run(
        Func<int, IReadOnlyList<StepAction>, bool> answer,
        IJournal? journal = null,
        int[]? only = null,
        int throttleLimit = 4
    ) =>
        [
            .. new FailbackRun(
                connector,
                Services,
                Topology,
                new FailbackOptions { EndSessions = true, ThrottleLimit = throttleLimit },
                journal ?? Journal
            ).Run(new RunbookOptions { Only = only ?? [] }, new Watcher(), (step, actions) => answer(step.Number, actions)),
        ];

    /// <summary>Runs a statement on an instance.</summary>
    public void Execute(string instance, string statement)
    {
        using var connection = connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Reads one value from an instance.</summary>
    public object? Read(string instance, string query)
    {
        using var connection = connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Reads the first column of every row.</summary>
    public List<string> Rows(string instance, string query)
    {
        using var connection = connector.Open(Topology.Instance(instance));
        using var command = new SqlCommand(query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Deletes a file that the instance sees.</summary>
    public void DeleteFile(string instance, string path) => File.Delete(sandbox.Host.Files.Map(instance, path)!);

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private sealed class Watcher : IRunbookWatcher
    {
        public void OnStepStarted(int number, string title) { }

        public void OnStepEnded(StepResult result) { }

        public void OnAction(JournalEntry entry) { }

        public void OnProgress(int step, StepAction action, int percent) { }
    }
}
