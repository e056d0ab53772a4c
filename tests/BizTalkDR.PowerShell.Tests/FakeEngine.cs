using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Jobs;
using BizTalkDR.Logins;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>An engine whose answers a test sets, and which remembers what it was told to do.</summary>
internal sealed class FakeEngine : IDisasterRecovery
{
    public FakeLogins Logins { get; } = new();
    ILoginTransfer IDisasterRecovery.Logins => Logins;
    public FakeJobs GroupJobs { get; } = new();
    IJobTransfer IDisasterRecovery.Jobs => GroupJobs;
    public ICredentialSource? Credentials { get; private set; }
    public List<string> Done { get; } = [];
    public Topology? Topology { get; private set; }
    public Dictionary<string, List<AgentJob>> Jobs { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, Exception> Broken { get; } = new(StringComparer.OrdinalIgnoreCase);
    public BizTalkGroup Group { get; set; } = new();
    public BackupHistory History { get; set; } = new BackupHistory();
    public BackupHistoryOptions? HistoryOptions { get; private set; }
    public RestoreSituation? Situation { get; set; }
    public InstanceSide? SideRead { get; private set; }
    public RestoreSituationOptions? SituationOptions { get; private set; }
    public TimeSpan? Timeout { get; private set; }
    public DatabaseSetBackupOptions? BackupOptions { get; private set; }
    public DatabaseRemovalOptions? RemovalOptions { get; private set; }
    public RestoreRunOptions? RestoreOptions { get; private set; }
    public RestorePlan? Plan { get; private set; }
    public FailbackOptions? FailbackOptions { get; private set; }
    public RunbookOptions? RunbookOptions { get; private set; }
    public ReadinessOptions? ReadinessOptions { get; private set; }
    public IReadOnlyList<ReadinessResult> ReadinessResults { get; set; } = [];
    public IReadOnlyList<LogShippingStatus> LogShipping { get; set; } = [];
    public Func<DatabaseKey, DatabaseBackupResult> Backup { get; set; } =
        key => new DatabaseBackupResult
        {
            Database = key,
            IsBackedUp = true,
            IsVerified = true,
        };
    public Func<DatabaseKey, DatabaseRemovalResult> Removal { get; set; } =
        key => new DatabaseRemovalResult
        {
            Instance = key.Server,
            Database = key.Name,
            IsRemoved = true,
        };
    public DatabaseSetVerification Verification { get; set; } = new();
    public Func<RestorePlan, IRestoreObserver, CancellationToken, RestoreOutcome>? Restoring { get; set; }
    public Func<FakeFailback, IEnumerable<StepResult>>? FailbackRun { get; set; }
    public RunOutlook? Outlook { get; set; }

    public static Func<ICredentialSource, IDisasterRecovery> Factory(FakeEngine engine) =>
        credentials =>
        {
            engine.Credentials = credentials;
            return engine;
        };

    public BizTalkGroup ReadGroup(Topology topology, InstanceSide side, CancellationToken cancellationToken)
    {
        (Topology, SideRead) = (topology, side);
        ThrowIfBroken("group");
        return Group;
    }

    public BackupHistory ReadHistory(Topology topology, BackupHistoryOptions options, CancellationToken cancellationToken)
    {
        (Topology, HistoryOptions) = (topology, options);
        ThrowIfBroken("history");
        return History;
    }

    public RestoreSituation ReadSituation(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken)
    {
        (Topology, SituationOptions) = (topology, options.For(topology));
        ThrowIfBroken("situation");
        return Situation! with { Topology = topology, Side = SituationOptions.Side };
    }

    public IReadOnlyList<AgentJob> ReadJobs(Topology topology, string instance, CancellationToken cancellationToken)
    {
        Topology = topology;
        ThrowIfBroken(instance);
        return Jobs.TryGetValue(instance, out var jobs) ? jobs : [];
    }

    /// <summary>Whether the instances let nobody leave marks.</summary>
    public bool IsWithoutMarks { get; set; }

    /// <summary>The marks of services, by name.</summary>
    public Dictionary<string, string> ServiceMarks { get; } = [];

    public IReadOnlyList<BtsService> WithMarks(Topology topology, IReadOnlyList<BtsService> services, CancellationToken cancellationToken)
    {
        ThrowIfBroken("marks");
        return [.. services.Select(service => service with { SwitchedOffBy = ServiceMarks.GetValueOrDefault(service.Name) })];
    }

    public void MarkStopped(Topology topology, BtsService service, CancellationToken cancellationToken)
    {
        ThrowIfBroken("marks");
        Done.Add($"mark {service}");
    }

    public void MarkStarted(Topology topology, BtsService service, CancellationToken cancellationToken)
    {
        ThrowIfBroken("marks");
        Done.Add($"unmark {service}");
    }

    public AgentJob SetEnabled(Topology topology, AgentJob job, bool enable, CancellationToken cancellationToken)
    {
        Topology = topology;
        ThrowIfBroken(job.Name);
        Done.Add($"{(enable ? "enable" : "disable")} {job.Name} on {job.Instance}");
        return job with
        {
            IsEnabled = enable,
            SwitchedOffBy = enable || IsWithoutMarks ? null : "Disable-BtsBackupJob",
            Changed = job.IsEnabled != enable,
        };
    }

    public IReadOnlyList<AgentJob> WaitUntilIdle(
        Topology topology,
        IReadOnlyList<AgentJob> jobs,
        TimeSpan timeout,
        Action<IReadOnlyList<AgentJob>> onWaiting,
        CancellationToken cancellationToken
    )
    {
        (Topology, Timeout) = (topology, timeout);
        ThrowIfBroken("wait");
        onWaiting(jobs);
        return [.. jobs.Select(job => job with { IsRunning = false })];
    }

    public IReadOnlyList<DatabaseBackupResult> Back(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseSetBackupOptions options,
        IProgress<DatabaseSetProgress> progress,
        CancellationToken cancellationToken
    )
    {
        (Topology, BackupOptions) = (topology, options);
        foreach (var database in databases)
        {
            Done.Add($"back up {database}");
            progress.Report(new DatabaseSetProgress(database, "Backup", 50, 25));
        }
        return [.. databases.Select(Backup)];
    }

    public IReadOnlyList<DatabaseRemovalResult> Remove(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    )
    {
        (Topology, RemovalOptions) = (topology, options);
        ThrowIfBroken("remove");
        Done.AddRange(databases.Select(database => $"drop {database}"));
        return [.. databases.Select(Removal)];
    }

    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark,
        CancellationToken cancellationToken
    )
    {
        Topology = topology;
        Done.Add($"verify {string.Join(", ", databases)} at {expectedMark ?? "any mark"}");
        return Verification;
    }

    public PlanCheck PlanCheck { get; set; } = new();

    public PlanCheck CheckPlan(Topology topology, RestorePlan plan, CancellationToken cancellationToken)
    {
        (Topology, Plan) = (topology, plan);
        Done.Add("check the plan");
        return PlanCheck;
    }

    public RestoreOutcome Restore(
        Topology topology,
        RestorePlan plan,
        RestoreRunOptions options,
        IRestoreObserver observer,
        CancellationToken cancellationToken
    )
    {
        (Topology, Plan, RestoreOptions) = (topology, plan, options);
        Done.Add($"restore to {plan.Mark?.Name}");
        return Restoring!(plan, observer, cancellationToken);
    }

    public void RequireNoOperator(Topology topology, CancellationToken cancellationToken) => ThrowIfBroken("operator");

    public IReadOnlyList<ReadinessResult> TestReadiness(
        Topology topology,
        ReadinessOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        (Topology, ReadinessOptions) = (topology, options);
        ThrowIfBroken("readiness");
        progress("Asking.");
        return ReadinessResults;
    }

    public IReadOnlyList<LogShippingStatus> ReadLogShipping(Topology topology, CancellationToken cancellationToken)
    {
        Topology = topology;
        return [.. LogShipping.Where(status => topology.Destination.Any(instance => instance.Name == status.Instance))];
    }

    public IEnumerable<StepResult> Failback(
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        IServiceController services,
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken
    )
    {
        (Topology, FailbackOptions, RunbookOptions) = (topology, options, runbook);
        if (!runbook.WhatIf && journal.Header is null)
            journal.Begin(JournalHeader.Of("Failback", new RunIdentity { Topology = topology.Name }));
        if (Outlook is not null && runbook.Begin?.Invoke(Outlook) == false)
            confirm = (_, _) => false;
        return FailbackRun!(new FakeFailback(journal, services, runbook, watcher, confirm, cancellationToken));
    }

    public FailbackPlan FailbackPlan { get; set; } = Samples.FailbackPlan;

    public FailbackPlan PlanFailback(
        Topology topology,
        FailbackOptions options,
        IServiceController services,
        RunbookOptions runbook,
        CancellationToken cancellationToken
    )
    {
        (Topology, FailbackOptions, RunbookOptions) = (topology, options, runbook);
        ThrowIfBroken("plan");
        return FailbackPlan;
    }

    public UndoOptions? UndoOptions { get; private set; }
    public UndoPlan UndoPlan { get; set; } = new([], [], []);
    public UndoOutcome UndoOutcome { get; set; } = new() { IsUndone = true };

    public UndoOutcome Undo(
        Topology topology,
        UndoOptions options,
        IJournal journal,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    )
    {
        (Topology, UndoOptions) = (topology, options);
        ThrowIfBroken("undo");
        if (!confirm(UndoPlan) && !options.WhatIf)
            return new UndoOutcome { IsDeclined = true };
        Done.Add("undo");
        return UndoOutcome;
    }

    public Guid? MarkedRun { get; private set; }

    public UndoOutcome UndoByMarks(
        Topology topology,
        UndoOptions options,
        Guid? run,
        IServiceController services,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken
    )
    {
        (Topology, UndoOptions, MarkedRun) = (topology, options, run);
        ThrowIfBroken("undo");
        if (!confirm(UndoPlan) && !options.WhatIf)
            return new UndoOutcome { IsDeclined = true };
        Done.Add("undo by marks");
        return UndoOutcome;
    }

    public FailbackSurvey Survey(Topology topology, IServiceController services, string journalPath, CancellationToken cancellationToken) =>
        FailbackSurvey.Of(new NoConnector(), services, topology, journalPath, cancellationToken);

    private void ThrowIfBroken(string what)
    {
        if (Broken.TryGetValue(what, out var failure))
            throw failure;
    }
}

/// <summary>What a failback was given to work with.</summary>
internal sealed record FakeFailback(
    IJournal Journal,
    IServiceController Services,
    RunbookOptions Runbook,
    IRunbookWatcher Watcher,
    Func<RunbookStep, IReadOnlyList<StepAction>, bool> Confirm,
    CancellationToken Cancellation
);

/// <summary>Instances that do not answer.</summary>
internal sealed class NoConnector : IInstanceConnector
{
    public SqlConnection Open(InstanceReference instance, string? database = null, CancellationToken cancellationToken = default) =>
        throw new InstanceConnectionException("InstanceUnreachable", $"{instance.Name} does not answer.") { Server = instance.Name };

    public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken = default) =>
        throw new InstanceConnectionException("InstanceUnreachable", $"{instance.Name} does not answer.") { Server = instance.Name };
}
