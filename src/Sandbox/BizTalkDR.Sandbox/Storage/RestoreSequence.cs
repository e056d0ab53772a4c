using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>Where a database stands between RESTORE WITH NORECOVERY (or STANDBY) and its recovery.</summary>
internal sealed class RestoreSequence
{
    /// <summary>Everything before this LSN is in the database: the next log must hold it.</summary>
    internal Lsn RedoPoint { get; set; }

    /// <summary>The recovery path that the redo point lies on.</summary>
    internal Guid Fork { get; set; }

    /// <summary>The full backup that the sequence began with: what a differential must be based on.</summary>
    internal Guid BaseBackup { get; init; }

    /// <summary>
    /// The time that the database stands at, local: that of the last transaction rolled forward, and no earlier than the end of the backup that it was loaded
    /// from. A STOPAT before it comes too late (4335).
    /// </summary>
    internal DateTime LastCommit { get; private set; }

    /// <summary>The database stands at a time at the least.</summary>
    internal void NoteTime(DateTime? time)
    {
        if (time > LastCommit)
            LastCommit = time.Value;
    }

    /// <summary>Changes of transactions that have not ended at the redo point, by transaction id: what recovery takes back.</summary>
    internal SortedDictionary<long, List<ChangeRecord>> Open { get; } = [];

    /// <summary>The backup set whose restore was interrupted: no other may follow (4319).</summary>
    internal Guid? Interrupted { get; set; }

    /// <summary>What STANDBY took back, for the next restore to do again, and the undo file.</summary>
    internal (string File, IReadOnlyList<ChangeRecord> Undone)? Standby { get; set; }

    /// <summary>After a tail-log backup: all is in the database, and nothing is open.</summary>
    internal static RestoreSequence AfterTailLog(Database database) =>
        new() { RedoPoint = database.ArchivePoint.IsNone ? database.Log.Next : database.ArchivePoint, Fork = database.RecoveryForkGuid };

    /// <summary>Notes what a record does to the transactions that are open.</summary>
    /// <returns>For an end of a transaction: its changes.</returns>
    internal IReadOnlyList<ChangeRecord> Note(LogRecord record)
    {
        switch (record)
        {
            case ChangeRecord { Compensates.IsNone: true } change:
                ChangesOf(change).Add(change);
                break;
            case ChangeRecord compensation:
                ChangesOf(compensation).RemoveAll(change => change.Lsn == compensation.Compensates);
                break;
            case BeginRecord:
                ChangesOf(record);
                break;
            case CommitRecord or AbortRecord:
                if (record is CommitRecord { Time: var time })
                    LastCommit = time;
                return Open.Remove(record.TransactionId, out var ended) ? ended : [];
        }
        return [];
    }

    private List<ChangeRecord> ChangesOf(LogRecord record)
    {
        if (!Open.TryGetValue(record.TransactionId, out var changes))
            Open.Add(record.TransactionId, changes = []);
        return changes;
    }
}
