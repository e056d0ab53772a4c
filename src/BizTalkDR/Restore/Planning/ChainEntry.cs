using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning;

/// <summary>A backup of one database and its place in the sequence of sets; -1 for a backup that belongs to no set.</summary>
/// <param name="Set">The index of its set.</param>
/// <param name="File">The backup.</param>
internal readonly record struct ChainEntry(int Set, BackupFile File)
{
    public decimal? FirstLsn => File.Header?.FirstLSN;
    public decimal? LastLsn => File.Header?.LastLSN;
    public Guid? FirstFork => Known(File.Header?.FirstRecoveryForkID);
    public Guid? LastFork => Known(File.Header?.RecoveryForkID);

    private static Guid? Known(Guid? fork) => fork == Guid.Empty ? null : fork;
}

/// <summary>Why a chain does not go on.</summary>
/// <param name="Kind">What kind of break.</param>
/// <param name="Set">The set at which it breaks (the partial set, the set without this database, the set of the unusable backup); -1 if none.</param>
/// <param name="Before">The backup before the break, if there is one.</param>
/// <param name="After">The backup that can't be used or does not fit.</param>
internal sealed record ChainBreak(PlanProblemKind Kind, int Set, BackupFile? Before, BackupFile? After);

/// <summary>A full backup that logs can be applied to.</summary>
/// <param name="Full">The full backup.</param>
/// <param name="FirstLog">The index of the first log after it.</param>
/// <param name="Bridge">Logs from outside the job that lead from the full backup to that log.</param>
internal sealed record ChainBase(ChainEntry Full, int FirstLog, IReadOnlyList<BackupFile> Bridge);
