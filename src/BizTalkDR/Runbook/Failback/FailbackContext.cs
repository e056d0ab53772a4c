using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>What the twelve steps of a failback share.</summary>
public sealed class FailbackContext
{
    private RestoreSituation? situation;
    private InstanceDirectory? directory;
    private bool? isBack;
    private readonly IServiceController services;

    internal FailbackContext(
        IInstanceConnector connector,
        IServiceController services,
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        CancellationToken cancellation
    )
    {
        (Connector, Topology, Options, Journal, Cancellation) = (connector, topology, options, journal, cancellation);
        this.services = services;
        Facts = new FailbackFacts(journal);
        Coordinator = new ServiceCoordinator(services, options.ServiceTimeout, options.PollInterval);
        Production = new ProductionState(this);
        Settings = new ProductionSettings(this);
        Backups = new FullBackups(this);
        Left = new WhatWasLeft(this);
        Copies = new CopyProtection(this);
        Gate = new ProductionGate(this);
    }

    internal IInstanceConnector Connector { get; }

    internal Topology Topology { get; }

    internal FailbackOptions Options { get; }

    internal IJournal Journal { get; }

    internal CancellationToken Cancellation { get; }

    internal FailbackFacts Facts { get; }

    internal ServiceCoordinator Coordinator { get; }

    /// <summary>Whether production's databases are the restored ones.</summary>
    internal ProductionState Production { get; }

    /// <summary>Owners and options of production's databases.</summary>
    internal ProductionSettings Settings { get; }

    /// <summary>The full backups of step 7.</summary>
    internal FullBackups Backups { get; }

    /// <summary>The databases as the run has left them.</summary>
    internal WhatWasLeft Left { get; }

    /// <summary>Keeps the copies as step 4 left them.</summary>
    internal CopyProtection Copies { get; }

    /// <summary>Opens production when it is back.</summary>
    internal ProductionGate Gate { get; }

    /// <summary>What there was before anything was changed: read now, unless an earlier run recorded it.</summary>
    internal FailbackRecord Before { get; set; } = null!;

    /// <summary>The plan that the run follows, and does nothing beside; null where it follows none.</summary>
    internal FollowedPlan? Plan { get; init; }

    /// <summary>Whether the world was compared with the plan since <see cref="Forget"/>.</summary>
    internal bool IsAsPlanned { get; set; }

    /// <summary>Which steps are to run, and whether they are only shown.</summary>
    internal RunbookOptions Runbook { get; set; } = new();

    /// <summary>What the marks say that this run leaves on what it switches off.</summary>
    internal string RunName => Journal.Header is { } header ? $"failback {header.Run}" : "a failback";

    internal IReadOnlyList<FailbackDatabase> Databases => Before.Databases;

    internal IReadOnlyList<DatabaseKey> SourceKeys => [.. Databases.Select(database => database.SourceKey)];

    internal IReadOnlyList<DatabaseKey> DestinationKeys => [.. Databases.Select(database => database.DestinationKey)];

    /// <summary>The folder of step 7's backups.</summary>
    internal string BackupLocation => Topology.BackupLocations.ForFailback(Options.BackupLocation);

    /// <summary>History, positions and targets on the destination as they are now, read once and again after <see cref="Forget"/>.</summary>
    internal RestoreSituation Situation =>
        situation ??= new RestoreSituationReader(Connector).Read(
            Topology,
            new RestoreSituationOptions { Side = InstanceSide.Destination, MarkName = Options.Mark ?? Mark?.Name },
            Cancellation
        );

    /// <summary>The instances of both sides and what they say of themselves.</summary>
    internal InstanceDirectory Directory => directory ??= InstanceDirectory.Ask(Connector, Topology, Cancellation);

    /// <summary>
    /// Whether production is back: every database online, from its backup of step 7. From then on it takes in new messages, and what led up to it must
    /// not be done again. Read once and again after <see cref="Forget"/>.
    /// </summary>
    internal bool IsBack => isBack ??= Production.IsBack();

    /// <summary>
    /// Whether what leads up to production's restore is over: it is back, or was opened already. Whatever becomes of it then is not to be mended by
    /// bringing it to the mark again.
    /// </summary>
    internal bool IsPastRestore => IsBack || Facts.IsProductionOpened;

    /// <summary>The same failback, only to show what it would do: nothing of that is written to the journal.</summary>
    internal FailbackContext ToShow() =>
        new(Connector, services, Topology, Options with { Plan = null }, new MemoryJournal(Journal.Entries, Journal.Header), Cancellation)
        {
            Before = Before,
            Runbook = Runbook with { WhatIf = true },
            situation = situation,
            directory = directory,
        };

    /// <summary>Has what was read read anew, because a step has changed something since.</summary>
    internal void Forget()
    {
        (situation, isBack, IsAsPlanned) = (null, null, false);
        Backups.Forget();
    }

    /// <summary>The mark the databases were or will be brought to; null before it is known.</summary>
    internal ChosenMark? Mark => Facts.Mark;

    internal string RequiredMark =>
        Mark?.Name
        ?? throw new RunbookRefusedException(
            "MarkUnknown",
            "failback",
            ["No log mark is recorded in the journal: step 4 has not run, or ran with another journal. Run step 4, or give that journal."]
        )
        {
            DocumentationUri = Documentation.RestoringProduction,
        };

    /// <summary>The plan of step 4.</summary>
    internal RestorePlanResult PlanDestination() =>
        Situation.Plan(
            Situation.Wish(Options.Mark ?? Mark?.Name) with
            {
                MarkSetId = Options.Mark is null ? Mark?.Identity?.SetId : Options.MarkSetId,
                Targets = [.. Situation.Targets.Where(target => DestinationKeys.Contains(target.Key))],
            }
        );

    /// <summary>All destination databases at one mark and ONLINE?</summary>
    internal DatabaseSetVerification VerifyDestination(string? mark = null) =>
        new DatabaseSetVerifier(Connector).Verify(Topology, DestinationKeys, Identify(mark), null, Cancellation);

    /// <summary>All of production's databases ONLINE at one mark, each from the backup of step 7 that ends there?</summary>
    internal DatabaseSetVerification VerifySource(string mark) =>
        new DatabaseSetVerifier(Connector).Verify(
            Topology,
            SourceKeys,
            Identify(mark),
            set => Backups.Taken.Any(backup => backup.Identity?.BackupSetGUID == set),
            Cancellation
        );

    // All that is known of a mark: the name alone is for people.
    private MarkIdentity? Identify(string? mark) =>
        mark is null ? null
        : mark == Mark?.Name && Mark.Identity is { } known ? known
        : IsPastRestore ? MarkIdentity.Named(mark)
        : Situation.Identify(mark, Options.MarkSetId) ?? MarkIdentity.Named(mark);

    /// <summary>The group's jobs of one side as they are now: those that take backups, or log shipping's.</summary>
    internal IReadOnlyList<AgentJob> ReadJobs(InstanceSide side)
    {
        var reader = new AgentJobReader(Connector);
        return
        [
            .. OwnThread
                .Collect(
                    Topology.Instances(side),
                    instance => reader.ReadWithSteps(Topology, Directory, instance, Cancellation),
                    Cancellation
                )
                .Select(each => each.Job)
                .Where(job => side == InstanceSide.Source ? job.Kind == JobKind.Backup : JobKinds.IsLogShipping(job.Kind)),
        ];
    }

    /// <summary>Where the databases of these keys stand now.</summary>
    internal IReadOnlyList<DatabasePosition> ReadPositions(IEnumerable<DatabaseKey> keys) =>
        new DatabasePositionReader(Connector).Read(Topology, keys, Cancellation);

    /// <summary>What the databases of these keys are like now.</summary>
    internal IReadOnlyList<DatabaseCondition> ReadConditions(IReadOnlyList<DatabaseKey> keys) =>
        new DatabaseConditionReader(Connector).Read(Topology, keys, Cancellation);
}
