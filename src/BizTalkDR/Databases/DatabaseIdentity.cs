using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>
/// Which database this is, whatever it is called: the family it descends from, the recovery path it is on, and its files. All copies that
/// were restored from one database share its family; a recovery to a point in time begins a new path.
/// </summary>
public sealed record DatabaseIdentity
{
    /// <summary>Where it stands and what it is called there; for people.</summary>
    public required DatabaseKey Key { get; init; }

    /// <summary>
    /// <c>sys.database_recovery_status.family_guid</c>. That view is empty for a database that is not open: then <c>backupset.family_guid</c>
    /// of the backup that was restored last. Null where neither tells.
    /// </summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>
    /// The recovery path it is on: <c>recovery_fork_guid</c>, or of a database that is being restored
    /// <c>sys.master_files.redo_start_fork_guid</c>.
    /// </summary>
    public Guid? RecoveryFork { get; init; }

    /// <summary><c>database_guid</c>: new with every restore into a database that was not there. Null while it is not open.</summary>
    public Guid? DatabaseGuid { get; init; }

    /// <summary><c>sys.databases.create_date</c>, the instance's local time: a database that was dropped and made again has a new one.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary><c>sys.master_files.file_guid</c> of its files, ordered.</summary>
    public IReadOnlyList<Guid> FileGuids { get; init; } = [];

    /// <summary>
    /// Whether both descend from one database: by their families, else, where a family is not known, by a file that both have.
    /// Null where nothing tells.
    /// </summary>
    public bool? IsSameFamily(DatabaseIdentity other) =>
        FamilyGuid is { } family && other.FamilyGuid is { } otherFamily ? family == otherFamily
        : FileGuids.Count > 0 && other.FileGuids.Count > 0 ? FileGuids.Intersect(other.FileGuids).Any()
        : null;

    /// <summary>Whether it is on the recovery path of the other; null where one of them is not known.</summary>
    public bool? IsOnSameFork(DatabaseIdentity other) =>
        RecoveryFork is { } fork && other.RecoveryFork is { } otherFork ? fork == otherFork : null;

    /// <summary>Server and name, family and fork.</summary>
    public override string ToString() => $"{Key}: family {Text(FamilyGuid)}, recovery fork {Text(RecoveryFork)}";

    private static string Text(Guid? guid) => guid?.ToString() ?? "unknown";
}
