using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>What undoing a failback works with.</summary>
internal sealed class UndoContext
{
    public required IInstanceConnector Connector { get; init; }

    public required IServiceController Services { get; init; }

    public required Topology Topology { get; init; }

    public required UndoOptions Options { get; init; }

    public required IJournal Journal { get; init; }

    public required InstanceDirectory Directory { get; init; }

    public required CancellationToken Cancellation { get; init; }

    public FailbackFacts Facts => new(Journal);

    /// <summary>What the run's marks say on what it has switched off.</summary>
    public string RunName => $"failback {Journal.Header!.Run}";

    /// <summary>When the run began; without its journal, when it left its oldest mark.</summary>
    public DateTime SinceUtc => Journal.Header!.TimeUtc;

    /// <summary>
    /// The group's databases with their two homes, where no journal names them: as production's management database lists them and as the copies were
    /// restored; empty where neither can be asked.
    /// </summary>
    public IReadOnlyList<FailbackDatabase> GroupDatabases => field ??= FailbackDatabases.Ask(Connector, Topology, Directory, Cancellation);

    /// <summary>What the journal says is off.</summary>
    public IReadOnlyList<SwitchedOff> Off => SwitchedOff.From(Journal.Entries);

    /// <summary>The instances of both sides that answer.</summary>
    public IReadOnlyList<InstanceReference> Answering =>
        [.. Directory.Identities.Where(identity => identity.IsReachable).Select(identity => identity.Instance)];

    /// <summary>Why an instance of that topology name does not answer; null if it does, or is none.</summary>
    public Exception? Silence(string instance) =>
        Directory.Identities.FirstOrDefault(identity => identity.Instance.Name.SameAs(instance))?.Failure;

    /// <summary>Whether an instance of that topology name answers.</summary>
    public bool Answers(string instance) => Answering.Any(each => each.Name.SameAs(instance));

    /// <summary>What the databases of these keys are like now, those on instances that answer.</summary>
    public IReadOnlyList<DatabaseCondition> ReadConditions(IEnumerable<DatabaseKey> keys) =>
        new DatabaseConditionReader(Connector).Read(Topology, keys.Where(key => Answers(key.Server)), Cancellation);
}
