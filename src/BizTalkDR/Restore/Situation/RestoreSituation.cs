using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Situation;

/// <summary>Everything a restore is planned from, read at one time.</summary>
public sealed record RestoreSituation
{
    /// <summary>The topology it was read for; null for a situation that was not read.</summary>
    public Topology? Topology { get; init; }

    /// <summary>The side that restores.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>The instances and what they say of themselves.</summary>
    public required InstanceDirectory Directory { get; init; }

    /// <summary>The backup history, with headers where they were asked for.</summary>
    public required BackupHistory History { get; init; }

    /// <summary>Where the databases stand on the restoring side.</summary>
    public IReadOnlyList<DatabasePosition> Positions { get; init; } = [];

    /// <summary>Which database is restored where.</summary>
    public IReadOnlyList<RestoreTarget> Targets { get; init; } = [];

    /// <summary>Files, folders and free space of the instances that restore; empty where the files in the backups were not read.</summary>
    public IReadOnlyList<InstanceStorage> Storage { get; init; } = [];

    /// <summary>Production's clock, where one of the databases is open there; null where none is, or production does not answer.</summary>
    public ServerClock? Production { get; init; }

    /// <summary>What the readers noticed, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The wish for all targets, with what the instances said of themselves.</summary>
    /// <param name="markName">The mark; null for the recommended one.</param>
    public RestoreWish Wish(string? markName = null) =>
        new()
        {
            Targets = Targets,
            MarkName = markName,
            Instances = Directory.Identities,
            Storage = Storage,
            Production = Production,
        };

    /// <summary>Plans a wish in this situation.</summary>
    public RestorePlanResult Plan(RestoreWish wish) => RestorePlanner.Plan(History, Positions, wish);

    /// <summary>Plans a wish, for a plan that is kept or shown: it says when, by what and for which instances it was made.</summary>
    public RestorePlanResult MakePlan(RestoreWish wish)
    {
        var result = Plan(wish);
        return result.Plan is { } plan && Topology is not null
            ? result with
            {
                Plan = plan with { Origin = RestorePlanOrigin.Of(plan, Topology, Side, Directory) },
            }
            : result;
    }

    /// <summary>A mark of the history by what it is; null where the history has none of that name, or more than one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="setId">The id of its set, where the name occurs more than once.</param>
    internal MarkIdentity? Identify(string name, long? setId = null) =>
        LogMarkFinder.Identify(History, Wish(), name, setId) is { Count: 1 } found ? found[0] : null;

    /// <summary>The marks, usable or not, oldest first.</summary>
    public IReadOnlyList<LogMark> Marks() => LogMarkFinder.Find(History, Positions, Wish());
}

/// <summary>Which situation to read.</summary>
public sealed record RestoreSituationOptions
{
    /// <summary>The side that restores: the destination for step 4 of a failback.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>Where the history is read; null for all that can be reached.</summary>
    public BackupHistoryOptions? History { get; init; }

    /// <summary>
    /// Whether no instance is asked anything: the history comes from files and given headers alone, all databases count as missing on the
    /// restoring side, and versions are not known. A warning says what was not checked.
    /// </summary>
    public bool Offline { get; init; }

    /// <summary>
    /// Whether instances of the restoring side that do not answer are passed over, with a warning, instead of being an error: their databases
    /// count as missing. For looking at marks, not for restoring.
    /// </summary>
    public bool SkipUnreachable { get; init; }

    /// <summary>Whether the headers of the backups are read (RESTORE HEADERONLY); plans are checked more deeply with them.</summary>
    public bool ReadHeaders { get; init; } = true;

    /// <summary>The mark that will be wished, if that is known: the headers of the backups that lead to an old one are read too.</summary>
    public string? MarkName { get; init; }

    /// <summary>
    /// Where the files of databases go that start over; null: to the places of the database that is replaced, and for one that is not there
    /// yet to the paths in the backup.
    /// </summary>
    public FileRelocation? Relocation { get; init; }

    /// <summary>
    /// Another name at the destination, by <c>SERVER/database</c> (topology name) or by database name where that is the only one.
    /// </summary>
    public IReadOnlyDictionary<string, string> DatabaseMap { get; init; } = new Dictionary<string, string>();

    /// <summary>Instance (topology name) for databases that the restoring side does not have yet, by source instance; the only one if there is one.</summary>
    public IReadOnlyDictionary<string, string> InstanceMap { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What can be read of these options. Without an instance nobody can be asked, and there is no other side than the one the backups come
    /// from.
    /// </summary>
    public RestoreSituationOptions For(Topology topology)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return topology.HasInstances ? this : this with { Side = InstanceSide.Source, Offline = true };
    }
}
