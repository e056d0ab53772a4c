using System.Diagnostics;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Drill.Commands;
using BizTalkDR.Drill.Report;
using BizTalkDR.Drill.Screen;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Instances;
using BizTalkDR.Reporting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Drill.Story;

/// <summary>The drill from beginning to end: two sides stand up, messages flow, logs are shipped, production breaks, the failback runs, and what it brought back is held against what was committed.</summary>
internal sealed class DrillStory(RunSettings options, IDrillScreen screen)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly DateTime startedAtUtc = DateTime.UtcNow;
    private readonly MemoryJournal journal = new();
    private readonly List<StepResult> steps = [];
    private readonly List<string> failures = [];

    public async Task<DrillOutcome> PlayAsync(CancellationToken cancellation)
    {
        screen.BeginScene("Standing up production and disaster recovery");
        await using var sandbox = await BizTalkSandbox
            .CreateAsync(new BizTalkSandboxOptions { Seed = options.Seed, SchemaFolder = options.BizTalkSchema }, cancellation)
            .ConfigureAwait(false);
        var topology = SandboxTopology.Of(sandbox, instance => instance.Name);
        var instances = sandbox.Sources.Concat(sandbox.Destinations).ToList();
        var connector = new InstanceConnector(
            new CredentialTable(instances.Select(instance => KeyValuePair.Create(instance.Name, SandboxTopology.CredentialOf(instance))))
        );
        SqlConnection Open(SqlInstance instance) => connector.Open(topology.Instance(instance.Name), null, cancellation);
        screen.EndScene(
            $"{sandbox.Sources.Count} + {sandbox.Destinations.Count} instances, {sandbox.Group.BackedUpDatabases.Count} databases in the backup job and one outside it, {sandbox.Computers.Count} BizTalk computers"
                + Scripts(sandbox)
        );

        await ShipAsync(sandbox, cancellation).ConfigureAwait(false);

        var damage = Damage.Of(options.Seed);
        screen.BeginScene("Breaking production");
        await sandbox.Workload.StopAsync().ConfigureAwait(false);
        await damage.DoAsync(sandbox, Open).ConfigureAwait(false);
        screen.EndScene(damage.Description);

        var directory = InstanceDirectory.Ask(connector, topology, cancellation);
        var history = new BackupHistoryReader(connector).Read(topology, directory, cancellation);
        var failbackAtUtc = DateTime.UtcNow;
        var facts = FailBack(sandbox, topology, connector, cancellation);

        screen.BeginScene("Holding what came back against what was committed");
        var mark = facts.Mark;
        var verification = Verify(sandbox, topology, connector, mark?.Name, cancellation);
        var messages = mark is null ? new MessageCount(0, 0, 0, 0) : CountMessages(sandbox, mark.Name, Open);
        CheckUntouched(sandbox, Open);
        screen.EndScene(
            $"{messages.Expected} messages were committed before the mark: {messages.Missing} missing, {messages.Extra} too many; {messages.LostAfter} committed after it are lost"
        );

        if (failures.Count == 0)
            await ShipAgainAsync(sandbox, topology, connector, cancellation).ConfigureAwait(false);

        var outcome = new DrillOutcome
        {
            IsProven = failures.Count == 0,
            StepsSucceeded = steps.Count(step => step.Status is StepStatus.Succeeded or StepStatus.AlreadyDone),
            StepsTotal = FailbackRunbook.Steps(options.DocumentedOrder).Count,
            Mark = mark?.Name,
            MarkRule = mark?.Rule,
            Databases =
            [
                .. verification.Databases.Select(report => new DrillDatabase(
                    report.Database,
                    report.Instance,
                    report.LastMark,
                    report.State == DatabaseState.Online
                )),
            ],
            CommittedBeforeMark = messages.Expected,
            PresentAfter = messages.Present,
            Missing = messages.Missing,
            Extra = messages.Extra,
            LostAfterMark = messages.LostAfter,
            Seconds = Math.Round(watch.Elapsed.TotalSeconds, 2),
            Report = Path.GetFullPath(options.Report),
            Seed = options.Seed,
            Damage = damage.Description,
            Failures = failures,
            Scripts = [.. sandbox.Group.Parts.Select(part => part.ToString())],
        };
        var report = FailbackReport.Of(topology, journal, failbackAtUtc, options.DocumentedOrder, null);
        HtmlReport.Write(DrillReport.Of(report, outcome, startedAtUtc, ChainPicture.Of(history, mark?.Name)), options.Report);
        return outcome;
    }

    /// <summary>Which parts of the group the user's own scripts made, and which the sandbox's.</summary>
    private string Scripts(BizTalkSandbox sandbox) => options.BizTalkSchema is null ? "" : $". {string.Join("; ", sandbox.Group.Parts)}";

    /// <summary>An hour and more of normal life: messages all the time, the backup job every 15 minutes, log shipping every minute.</summary>
    private async Task ShipAsync(BizTalkSandbox sandbox, CancellationToken cancellation)
    {
        var rounds = 4 + options.Seed % 3;
        screen.BeginScene($"Living through {rounds * sandbox.Options.BackupEveryMinutes} minutes: messages, backups, log shipping");
        sandbox.Workload.Start();
        for (var round = 0; round < rounds; round++)
        {
            await sandbox.Workload.WriteAsync(10, cancellation).ConfigureAwait(false);
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes), cancellation).ConfigureAwait(false);
        }
        await sandbox.Workload.WriteAsync(10, cancellation).ConfigureAwait(false);
        screen.EndScene(
            $"{sandbox.Workload.Committed.Count} messages, each in one distributed transaction over {sandbox.Group.MessageDatabases.Count} databases"
        );
    }

    private FailbackFacts FailBack(BizTalkSandbox sandbox, Topology topology, IInstanceConnector connector, CancellationToken cancellation)
    {
        var run = new FailbackRun(
            connector,
            new SandboxServiceController(sandbox.Computers),
            topology,
            new FailbackOptions { DocumentedOrder = options.DocumentedOrder, PollInterval = TimeSpan.FromMilliseconds(50) },
            journal
        );
        try
        {
            foreach (var result in run.Run(new RunbookOptions(), screen, (_, _) => true, cancellation))
                steps.Add(result);
        }
        catch (Errors.BizTalkDRException error)
        {
            failures.Add($"{error.Message} {error.Remedy}");
        }
        failures.AddRange(steps.Where(step => !step.IsGood).Select(step => $"Step {step.Number} failed: {string.Join(" ", step.Details)}"));
        return run.Facts;
    }

    private DatabaseSetVerification Verify(
        BizTalkSandbox sandbox,
        Topology topology,
        IInstanceConnector connector,
        string? mark,
        CancellationToken cancellation
    )
    {
        var keys = sandbox.Group.BackedUpDatabases.Select(database => new DatabaseKey(database.Instance.Name, database.Name)).ToList();
        var verification = new DatabaseSetVerifier(connector).Verify(topology, keys, mark, cancellation);
        failures.AddRange(verification.Differences);
        return verification;
    }

    private MessageCount CountMessages(BizTalkSandbox sandbox, string mark, Func<SqlInstance, SqlConnection> open)
    {
        if (failures.Count > 0)
            return new MessageCount(sandbox.Workload.CommittedBefore(mark).Count, 0, 0, 0);
        var messages = MessageCount.Read(sandbox, mark, open);
        if (messages.Missing > 0)
            failures.Add($"{messages.Missing} messages committed before the mark are missing from some database.");
        if (messages.Extra > 0)
            failures.Add($"{messages.Extra} messages that were not committed before the mark are in some database.");
        if (messages.Expected == 0)
            failures.Add("No message was committed before the mark: the drill proves nothing.");
        return messages;
    }

    /// <summary>The database that the backup job does not cover must still be there, never dropped.</summary>
    private void CheckUntouched(BizTalkSandbox sandbox, Func<SqlInstance, SqlConnection> open)
    {
        foreach (var database in sandbox.Group.Databases.Where(database => !database.IsBackedUp))
        {
            using var connection = open(database.Instance);
            using var command = new SqlCommand("SELECT state_desc FROM sys.databases WHERE name = @name;", connection);
            command.Parameters.AddWithValue("@name", database.Name);
            if (command.ExecuteScalar() as string != "ONLINE")
                failures.Add($"{database.Name} on {database.Instance.Name}, which the backup job does not cover, is not online any more.");
        }
    }

    /// <summary>Life after the failback: a full backup set is taken, and log shipping restores it.</summary>
    private async Task ShipAgainAsync(
        BizTalkSandbox sandbox,
        Topology topology,
        IInstanceConnector connector,
        CancellationToken cancellation
    )
    {
        screen.BeginScene("Living on: the next backups and log shipping");
        await sandbox.Workload.WriteAsync(10, cancellation).ConfigureAwait(false);
        for (var round = 0; round < 3; round++)
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes), cancellation).ConfigureAwait(false);
        var directory = InstanceDirectory.Ask(connector, topology, cancellation);
        var sets = new BackupHistoryReader(connector).ReadBackupJob(topology, directory, cancellationToken: cancellation).Sets;
        var full = sets.LastOrDefault(set => set.Type == BackupType.Full && set.IsComplete);
        if (full is null || !sets.Any(set => set.Type == BackupType.Log && set.IsComplete && set.SetId > full.SetId))
            failures.Add("After the failback the backup job took no complete full set with logs after it.");

        var positions = new DatabasePositionReader(connector);
        var waiting = topology.Destination.SelectMany(instance => positions.ReadAll(instance, cancellation)).ToList();
        var notShipped = sandbox
            .Group.BackedUpDatabases.Where(database =>
                !waiting.Any(position => position.Database == database.Name && position.State == DatabaseState.Restoring)
            )
            .Select(database => database.Name)
            .ToList();
        if (notShipped.Count > 0)
            failures.Add($"After the failback log shipping has not restored {string.Join(", ", notShipped)} on the destination.");
        screen.EndScene(
            notShipped.Count == 0
                ? $"set {full?.SetId} is a new full set; every database is restoring on the destination again"
                : failures[^1]
        );
    }
}
