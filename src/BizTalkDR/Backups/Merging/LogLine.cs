using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>The log of a database as its backups under one server name tell it.</summary>
/// <param name="Database">The database under that name.</param>
/// <param name="Backups">Its backups.</param>
internal sealed record LogLine(DatabaseKey Database, IReadOnlyList<KnownBackup> Backups)
{
    private readonly HashSet<Guid> forks =
    [
        .. Backups
            .SelectMany(backup => new[] { backup.Header.FirstRecoveryForkID, backup.Header.RecoveryForkID })
            .OfType<Guid>()
            .Where(fork => fork != Guid.Empty),
    ];

    /// <summary>How many backups there are.</summary>
    public int Count => Backups.Count;

    /// <summary>Both as one.</summary>
    public LogLine With(LogLine other) => new(Database, [.. Backups, .. other.Backups]);

    /// <summary>
    /// Whether another line is of the same database: on a recovery fork of this one where forks are told, touching it in any case, and never beside it.
    /// One log is backed up once: two backups that hold the same piece of it, and end differently, are of two databases.
    /// </summary>
    public bool IsOneWith(LogLine other)
    {
        if (forks.Count > 0 && other.forks.Count > 0 && !forks.Overlaps(other.forks))
            return false;
        var touches = false;
        foreach (var mine in Backups)
        {
            foreach (var theirs in other.Backups)
            {
                if (AreBeside(mine.Header, theirs.Header))
                    return false;
                touches |= Touch(mine.Header, theirs.Header);
            }
        }
        return touches;
    }

    private static bool AreBeside(BackupHeader mine, BackupHeader theirs) =>
        mine is { BackupType: BackupType.Log, IsCopyOnly: false }
        && theirs is { BackupType: BackupType.Log, IsCopyOnly: false }
        && mine.FirstLSN < theirs.LastLSN
        && theirs.FirstLSN < mine.LastLSN
        && (mine.FirstLSN, mine.LastLSN) != (theirs.FirstLSN, theirs.LastLSN);

    private static bool Touch(BackupHeader mine, BackupHeader theirs) => mine.FirstLSN <= theirs.LastLSN && theirs.FirstLSN <= mine.LastLSN;
}
