using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Plan;

/// <summary>Where a restore begins.</summary>
public enum RestoreStart
{
    /// <summary>Continue where a database is RESTORING and can still reach the mark, else start over from a full backup.</summary>
    Auto,

    /// <summary>Only continue; a database that can't is a problem.</summary>
    Continue,

    /// <summary>Always start from a full backup.</summary>
    StartOver,
}

/// <summary>How far a restore goes.</summary>
public enum RestoreStop
{
    /// <summary>All databases stop at the same mark (<see cref="RestoreWish.MarkName"/>, or the recommended one).</summary>
    AtMark,

    /// <summary>
    /// Each database ends where its newest full backup ends, without logs: for full backups taken while the group was at rest, as in steps 7
    /// and 8 of a failback.
    /// </summary>
    FullBackup,
}

/// <summary>Which copy of a database is restored, and where its files go.</summary>
public sealed record RestoreTarget
{
    /// <summary>The database whose backups are restored, as the history knows it.</summary>
    public required DatabaseKey Source { get; init; }

    /// <summary>The topology name of the instance that restores it.</summary>
    public required string Instance { get; init; }

    /// <summary>The name it gets there.</summary>
    public required string Database { get; init; }

    /// <summary>Where its files go when it starts over from a full backup.</summary>
    public FileRelocation Relocation { get; init; } = FileRelocation.Keep;

    /// <summary>Instance and name at the destination.</summary>
    public DatabaseKey Key => new(Instance, Database);

    /// <summary>Instance and name at the destination.</summary>
    public override string ToString() => $"{Key}";

    /// <summary>The target of a database that keeps its name.</summary>
    public static RestoreTarget SameName(DatabaseKey source, string instance) =>
        new()
        {
            Source = source,
            Instance = instance,
            Database = source.Name,
        };
}

/// <summary>What a restore shall achieve.</summary>
public sealed record RestoreWish
{
    /// <summary>The databases; they all end at the same mark.</summary>
    public IReadOnlyList<RestoreTarget> Targets { get; init; } = [];

    /// <summary>How far.</summary>
    public RestoreStop Stop { get; init; }

    /// <summary>The mark; null for the recommended one.</summary>
    public string? MarkName { get; init; }

    /// <summary>
    /// Where the name of the mark occurs more than once: the id of the set whose mark is meant. It decides before <see cref="MarkAfter"/> does.
    /// </summary>
    public long? MarkSetId { get; init; }

    /// <summary>Where the name of the mark occurs more than once: the first occurrence at or after this time (server local time).</summary>
    public DateTime? MarkAfter { get; init; }

    /// <summary>Where to begin.</summary>
    public RestoreStart Start { get; init; }

    /// <summary>Whether a database that is not restoring (ONLINE, SUSPECT ...) may be overwritten (WITH REPLACE).</summary>
    public bool ReplaceExisting { get; init; }

    /// <summary>Whether the databases stay RESTORING at the mark, so that somebody can look before they are recovered.</summary>
    public bool LeaveRestoring { get; init; }

    /// <summary>What the restoring instances say of themselves (versions, default folders); checks that need it are skipped for instances not in it.</summary>
    public IReadOnlyList<InstanceIdentity> Instances { get; init; } = [];

    /// <summary>
    /// Production's clock, where one of the wished databases is open there: what it has taken in until now is lost. Null where none is, or where nobody
    /// has asked.
    /// </summary>
    public ServerClock? Production { get; init; }

    /// <summary>Files, folders and free space of the restoring instances; the checks that need them are skipped for instances not in it.</summary>
    public IReadOnlyList<InstanceStorage> Storage { get; init; } = [];
}
