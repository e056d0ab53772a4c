using BizTalkDR.Backups;

namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>Where a database stands in the model: its redo point, its fork, and the full backup a differential could be restored on.</summary>
/// <param name="Redo">The redo point.</param>
/// <param name="Fork">Its recovery fork.</param>
/// <param name="Base">The full backup, as long as nothing else was restored on it.</param>
internal sealed record Standing(decimal Redo, Guid Fork, BackupHeader? Base);

/// <summary>Where a mark lies in one database.</summary>
/// <param name="Lsn">Just after its record: the redo point of a database that was stopped there.</param>
/// <param name="Fork">The recovery fork it was set on.</param>
internal sealed record MarkPlace(decimal Lsn, Guid Fork);

/// <summary>
/// SQL Server's rules of restoring, as its documentation tells them and written down without a look at the planner: what may be restored on
/// what, and where that leaves the database. Null means that the server refuses.
/// </summary>
internal static class ServerRules
{
    public static Standing Full(BackupHeader full) => new(full.LastLSN!.Value, full.RecoveryForkID!.Value, full.IsCopyOnly ? null : full);

    public static Standing? Differential(Standing at, BackupHeader differential) =>
        at.Base is { } full
        && differential.DifferentialBaseGUID == full.BackupSetGUID
        && differential.DifferentialBaseLSN == full.CheckpointLSN
        && differential.LastLSN > at.Redo
            ? new Standing(differential.LastLSN!.Value, differential.RecoveryForkID!.Value, null)
            : null;

    /// <summary>A log, WITH STOPATMARK if a mark is given; stops there if the log holds it and the redo point has not passed it.</summary>
    public static Standing? Log(Standing at, BackupHeader log, MarkPlace? mark)
    {
        if (at.Redo < log.FirstLSN || at.Redo >= log.LastLSN || !IsOnForkOf(at, log))
            return null;
        if (mark is not null && IsIn(mark, log) && mark.Lsn >= at.Redo)
            return log.HasBulkLoggedData ? null : new Standing(mark.Lsn, mark.Fork, null);
        return new Standing(log.LastLSN!.Value, log.RecoveryForkID!.Value, null);
    }

    public static bool IsIn(MarkPlace mark, BackupHeader log) => mark.Lsn > log.FirstLSN && mark.Lsn <= log.LastLSN && IsForkOf(mark, log);

    // A mark set before the fork lies on the fork the log begins on, one set after it on the other.
    private static bool IsForkOf(MarkPlace mark, BackupHeader log) =>
        mark.Lsn <= (log.ForkPointLSN ?? 0) ? mark.Fork == log.FirstRecoveryForkID : mark.Fork == log.RecoveryForkID;

    // The fork point itself belongs to both forks.
    private static bool IsOnForkOf(Standing at, BackupHeader log) =>
        (log.ForkPointLSN is { } point && at.Redo <= point && at.Fork == log.FirstRecoveryForkID)
        || ((log.ForkPointLSN is null || at.Redo >= log.ForkPointLSN) && at.Fork == log.RecoveryForkID);

    /// <summary>Whether a mark can be reached from some standing by restoring any of these backups in any order.</summary>
    public static bool CanReach(
        IEnumerable<Standing> from,
        IReadOnlyList<BackupFile> files,
        MarkPlace mark,
        Func<BackupHeader, bool> mayHold
    )
    {
        var open = new Queue<Standing>(from);
        var seen = new HashSet<Standing>();
        while (open.Count > 0)
        {
            var at = open.Dequeue();
            if (!seen.Add(at))
                continue;
            foreach (var file in files)
            {
                var header = file.Header!;
                if (file.Type == BackupType.Differential && Differential(at, header) is { } further)
                    open.Enqueue(further);
                if (file.Type != BackupType.Log)
                    continue;
                if (mayHold(header) && Log(at, header, mark) is { } stopped && stopped.Redo == mark.Lsn && stopped.Fork == mark.Fork)
                    return true;
                if (Log(at, header, null) is { } whole)
                    open.Enqueue(whole);
            }
        }
        return false;
    }
}
