using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>A backup of one database and its place in the sequence of sets; -1 for a backup that belongs to no set.</summary>
/// <param name="Set">The index of its set.</param>
/// <param name="File">The backup.</param>
internal readonly record struct ChainEntry(int Set, BackupFile File)
{
    public decimal? FirstLsn => File.Header?.FirstLSN;
    public decimal? LastLsn => File.Header?.LastLSN;
    public Guid? FirstFork => Known(File.Header?.FirstRecoveryForkID);
    public Guid? LastFork => Known(File.Header?.RecoveryForkID);

    /// <summary>Whether its file has this name, in whatever folder.</summary>
    public bool IsNamed(string name) => File.FileName.SameAs(name);

    public static bool Differ(Guid? left, Guid? right) => left is not null && right is not null && left != right;

    private static Guid? Known(Guid? fork) => fork == Guid.Empty ? null : fork;
}

/// <summary>Why a chain does not go on.</summary>
/// <param name="Kind">What kind of break.</param>
/// <param name="Set">The set at which it breaks (the partial set, the set without this database, the set of the unusable backup); -1 if none.</param>
/// <param name="Before">The backup before the break, if there is one.</param>
/// <param name="After">The backup that can't be used or does not fit.</param>
internal sealed record ChainBreak(PlanProblemKind Kind, int Set, BackupFile? Before, BackupFile? After);

/// <summary>
/// Where a database stands in its chain: at an LSN of a fork, or, where headers were not read, before a log of the job.
/// </summary>
/// <param name="Lsn">The redo point, if it is known.</param>
/// <param name="Fork">The number of its fork in the <see cref="LogGraph"/>; <see cref="LogGraph.AnyFork"/> if it is not known.</param>
/// <param name="NextLog">The next log of the job in the order of sets; -1 if only the LSN tells.</param>
internal readonly record struct ChainState(decimal? Lsn, int Fork, int NextLog);

/// <summary>A full backup that logs can be applied to, and the differential that is restored on it, if one is.</summary>
internal sealed record ChainBase(ChainEntry Full, ChainEntry? Differential, ChainState State);
