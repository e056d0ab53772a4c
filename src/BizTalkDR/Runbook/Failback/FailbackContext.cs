using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>What the twelve steps of a failback share.</summary>
public sealed class FailbackContext
{
    private RestoreSituation? situation;
    private InstanceDirectory? directory;

    internal FailbackContext(
        FailbackTools tools,
        Topology topology,
        FailbackOptions options,
        IJournal journal,
        CancellationToken cancellation
    )
    {
        (Tools, Topology, Options, Cancellation) = (tools, topology, options, cancellation);
        Facts = new FailbackFacts(journal);
        Jobs = new AgentJobControl(tools.Connector, topology, options.PollInterval);
        JobReader = new AgentJobReader(tools.Connector);
        Coordinator = new ServiceCoordinator(tools.Services, options.ServiceTimeout, options.PollInterval);
    }

    internal FailbackTools Tools { get; }

    internal Topology Topology { get; }

    internal FailbackOptions Options { get; }

    internal CancellationToken Cancellation { get; }

    internal FailbackFacts Facts { get; }

    internal AgentJobControl Jobs { get; }

    internal AgentJobReader JobReader { get; }

    internal ServiceCoordinator Coordinator { get; }

    /// <summary>What there was before anything was changed: read now, unless an earlier run recorded it.</summary>
    internal FailbackRecord Before { get; set; } = null!;

    internal IReadOnlyList<FailbackDatabase> Databases => Before.Databases;

    internal IReadOnlyList<DatabaseKey> SourceKeys => [.. Databases.Select(database => new DatabaseKey(database.Source, database.Name))];

    internal IReadOnlyList<DatabaseKey> DestinationKeys =>
        [.. Databases.Select(database => new DatabaseKey(database.Destination, database.Name))];

    /// <summary>The folder of step 7's backups.</summary>
    internal string BackupLocation =>
        Options.BackupLocation
        ?? Topology.BackupLocations.Failback
        ?? throw new FailbackRefusedException(
            "NoBackupLocation",
            ["No folder is named for the full backups of step 7: set backupLocations.failback in the topology, reachable from both sides."]
        );

    /// <summary>History, positions and targets on the destination as they are now, read once and again after <see cref="Forget"/>.</summary>
    internal RestoreSituation Situation =>
        situation ??= Tools.Situations.Read(
            Topology,
            new RestoreSituationOptions { Side = InstanceSide.Destination, MarkName = Options.Mark ?? Mark?.Name },
            Cancellation
        );

    /// <summary>The instances of both sides and what they say of themselves.</summary>
    internal InstanceDirectory Directory => directory ??= InstanceDirectory.Ask(Tools.Connector, Topology, Cancellation);

    /// <summary>Has the situation read anew, because something has changed since.</summary>
    internal void Forget() => situation = null;

    /// <summary>The mark the databases were or will be brought to; null before it is known.</summary>
    internal ChosenMark? Mark => Facts.Mark;

    internal string RequiredMark =>
        Mark?.Name
        ?? throw new FailbackRefusedException(
            "MarkUnknown",
            ["No log mark is recorded in the journal: step 4 has not run, or ran with another journal. Run step 4, or give that journal."]
        );

    /// <summary>The full backups of step 7 at the mark, oldest first: what was backed up at another mark is not what production is to become.</summary>
    internal IReadOnlyList<BackupFact> Backups => [.. Facts.Backups.Where(backup => backup.Mark == Mark?.Name)];

    /// <summary>The plan of step 4.</summary>
    internal RestorePlanResult PlanDestination() =>
        Situation.Plan(Situation.Wish(Options.Mark ?? Mark?.Name) with { Targets = DestinationTargets });

    /// <summary>All destination databases at one mark and ONLINE?</summary>
    internal DatabaseSetVerification VerifyDestination(string? mark = null) =>
        Tools.Verifier.Verify(Topology, DestinationKeys, mark, Cancellation);

    internal DatabaseSetVerification VerifySource(string? mark = null) => Tools.Verifier.Verify(Topology, SourceKeys, mark, Cancellation);

    /// <summary>Where the databases of these keys stand now.</summary>
    internal IReadOnlyList<DatabasePosition> ReadPositions(IEnumerable<DatabaseKey> keys) =>
        [
            .. keys.GroupBy(key => key.Server, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group => Tools.Positions.Read(Topology.Instance(group.Key), [.. group.Select(key => key.Name)], Cancellation)),
        ];

    /// <summary>The services recorded before, with their states now.</summary>
    internal IReadOnlyList<BtsService> ReadServices() =>
        [
            .. Coordinator
                .GetServices(Topology, Cancellation)
                .Where(service =>
                    Before.Services.Any(recorded => IsSame(recorded.Computer, service.Computer) && IsSame(recorded.Name, service.Name))
                ),
        ];

    internal static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<RestoreTarget> DestinationTargets =>
        [
            .. Situation.Targets.Where(target =>
                Databases.Any(database => IsSame(database.Name, target.Database) && IsSame(database.Destination, target.Instance))
            ),
        ];
}
