using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <content>How far the log is backed up and what it must keep; what sys.database_recovery_status and sys.master_files show.</content>
internal sealed partial class Database
{
    private readonly List<Lsn> keptForBackups = [];

    /// <summary>Where the last checkpoint began.</summary>
    internal Lsn LastCheckpoint { get; private set; } = new(34, 16, 1);

    /// <summary>
    /// Where the next log backup begins. None while there is no log chain: under the simple recovery model, and from there until the
    /// next full or differential backup.
    /// </summary>
    internal Lsn ArchivePoint { get; set; }

    /// <summary>sys.database_recovery_status.last_log_backup_lsn; null while there is no log chain.</summary>
    internal decimal? LastLogBackupLsn => ArchivePoint.IsNone ? null : ArchivePoint.ToDecimal();

    /// <summary>What a differential backup is based on: the last full backup that was not copy-only.</summary>
    internal DifferentialBase? DifferentialBase { get; set; }

    /// <summary>sys.database_files.differential_base_lsn of the data files.</summary>
    internal decimal? DifferentialBaseLsn => DifferentialBase?.Lsn.ToDecimal();

    /// <summary>sys.database_files.differential_base_guid of the data files.</summary>
    internal Guid? DifferentialBaseGuid => DifferentialBase?.Guid;

    /// <summary>sys.database_files.differential_base_time of the data files, UTC.</summary>
    internal DateTime? DifferentialBaseTime => DifferentialBase?.Time;

    /// <summary>sys.database_recovery_status.database_guid; a restored copy gets its own.</summary>
    internal Guid DatabaseGuid { get; set; } = Guid.NewGuid();

    /// <summary>sys.database_recovery_status.family_guid: the same for all restored copies.</summary>
    internal Guid FamilyGuid { get; set; } = Guid.NewGuid();

    /// <summary>sys.databases.service_broker_guid.</summary>
    internal Guid ServiceBrokerGuid { get; set; } = Guid.NewGuid();

    /// <summary>sys.database_recovery_status.recovery_fork_guid: the recovery path that the log is written on now.</summary>
    internal Guid RecoveryForkGuid { get; set; } = Guid.NewGuid();

    /// <summary>The recovery path before the present one; meaningful only when there is a fork point.</summary>
    internal Guid PreviousForkGuid { get; set; }

    /// <summary>sys.database_recovery_status.first_recovery_fork_guid: the recovery path on which the next log backup begins.</summary>
    internal Guid FirstRecoveryForkGuid =>
        !ArchivePoint.IsNone && !ForkPoint.IsNone && ArchivePoint <= ForkPoint ? PreviousForkGuid : RecoveryForkGuid;

    /// <summary>Held by a full or differential backup: only one of them at a time (3023).</summary>
    internal object DataBackupGate { get; } = new();

    /// <summary>Held by a log backup: the next one waits.</summary>
    internal object LogBackupGate { get; } = new();

    /// <summary>Where the present recovery path left the one before; none on the first.</summary>
    internal Lsn ForkPoint { get; set; }

    /// <summary>sys.database_recovery_status.fork_point_lsn.</summary>
    internal decimal? ForkPointLsn => ForkPoint.IsNone ? null : ForkPoint.ToDecimal();

    /// <summary>Whether deletions must be remembered for a later differential backup.</summary>
    internal bool TracksDeletions => DifferentialBase is not null || keptForBackups.Count > 0;

    /// <summary>Whether a log backup was taken since the log chain began.</summary>
    internal bool HasLogBackup { get; set; }

    /// <summary>Whether the log holds minimally logged operations since the last log backup.</summary>
    internal bool HasBulkLoggedChanges
    {
        get
        {
            lock (Latch)
                return !ArchivePoint.IsNone && Log.Read(ArchivePoint, Log.Next).OfType<BulkOperationRecord>().Any();
        }
    }

    /// <summary>Where the oldest transaction that is still open began, or where the log ends when there is none.</summary>
    internal Lsn OldestActive
    {
        get
        {
            lock (Latch)
                return active.Values.Aggregate(Log.Next, (oldest, branch) => Lsn.Min(oldest, branch.FirstLsn));
        }
    }

    /// <summary>sys.databases.log_reuse_wait_desc.</summary>
    internal string LogReuseWait
    {
        get
        {
            lock (Latch)
            {
                if (keptForBackups.Count > 0)
                    return "ACTIVE_BACKUP_OR_RESTORE";
                if (!ArchivePoint.IsNone && ArchivePoint < Lsn.Min(LastCheckpoint, OldestActive))
                    return "LOG_BACKUP";
                return OldestActive < LastCheckpoint ? "ACTIVE_TRANSACTION" : "NOTHING";
            }
        }
    }

    /// <summary>A full or differential backup begins a log chain where there is none; a copy-only one does not.</summary>
    internal bool TryBeginLogChain(Lsn first, bool isCopyOnly)
    {
        if (isCopyOnly || !ArchivePoint.IsNone || Options.RecoveryModel == RecoveryModel.Simple)
            return false;
        (ArchivePoint, HasLogBackup) = (first, false);
        return true;
    }

    /// <summary>A log backup took everything before an LSN.</summary>
    internal void SetArchived(Lsn last)
    {
        lock (Latch)
            (ArchivePoint, HasLogBackup) = (last, true);
    }

    /// <summary>Keeps the log from an LSN on until <see cref="ReleaseLog"/>, for a backup that is under way.</summary>
    internal void KeepLog(Lsn from)
    {
        lock (Latch)
            keptForBackups.Add(from);
    }

    internal void ReleaseLog(Lsn from)
    {
        lock (Latch)
            keptForBackups.Remove(from);
    }

    /// <summary>Cuts off the log before what is needed for a rollback, a log backup or a backup that is under way.</summary>
    internal void Truncate()
    {
        lock (Latch)
        {
            var keep = Lsn.Min(LastCheckpoint, OldestActive);
            if (!ArchivePoint.IsNone)
                keep = Lsn.Min(keep, ArchivePoint);
            Log.TruncateBefore(keptForBackups.Aggregate(keep, Lsn.Min));
        }
    }
}

/// <summary>The full backup that differential backups are based on.</summary>
/// <param name="Lsn">Its checkpoint LSN.</param>
/// <param name="Guid">Its backup set's GUID.</param>
/// <param name="Time">When it was taken, UTC.</param>
internal sealed record DifferentialBase(Lsn Lsn, Guid Guid, DateTime Time);
