using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <content>Changes and their log. The latch makes a change and its record one step.</content>
internal sealed partial class Database
{
    private const int RecordsBetweenCheckpoints = 2000;
    private readonly Dictionary<long, TransactionBranch> active = [];
    private int checkpointAt = RecordsBetweenCheckpoints;

    /// <summary>Guards catalog, log and the state of transactions. Taken before a table's own latch and after the host's commit lock.</summary>
    internal Lock Latch { get; } = new();

    internal TransactionLog Log { get; } = new();

    /// <summary>Logs a change, makes it, and leaves its inverse with the transaction. Throws when nothing may be written (<see cref="CheckWritable"/>).</summary>
    internal void Write(SqlTransaction transaction, ChangeRecord change)
    {
        CheckWritable();
        lock (Latch)
        {
            Append(transaction, change);
            Apply(change);
        }
        transaction.OnUndo(() => Compensate(transaction, change));
    }

    /// <summary>Logs what no rollback takes back: an identity that moved, options that were set.</summary>
    internal void Write(LogRecord record)
    {
        lock (Latch)
        {
            Log.Append(record);
            if (record is OptionsRecord { Options: var options })
                Options = options;
        }
    }

    /// <summary>
    /// Notes a minimally logged operation (SELECT INTO, CREATE INDEX and their like). It counts under the bulk-logged recovery model only:
    /// the next log backup then can't be restored to a point in time (4341, 4327).
    /// </summary>
    internal void WriteBulkOperation(SqlTransaction transaction)
    {
        lock (Latch)
            if (Options.RecoveryModel == RecoveryModel.BulkLogged)
                Append(transaction, new BulkOperationRecord());
    }

    internal Lsn WriteCommit(TransactionBranch branch, DateTime time, LogMark? mark)
    {
        lock (Latch)
        {
            var lsn = Log.Append(new CommitRecord(time, mark) { TransactionId = branch.Transaction.Id });
            End(branch);
            return lsn;
        }
    }

    internal void WriteAbort(TransactionBranch branch)
    {
        lock (Latch)
        {
            Log.Append(new AbortRecord(Instance.Host.Clock.Now) { TransactionId = branch.Transaction.Id });
            End(branch);
        }
    }

    /// <summary>
    /// Where a backup begins, or what CHECKPOINT leaves. Nothing is written into a read-only database, not even that: its last checkpoint, made
    /// when it became read-only, is still the state it is in.
    /// </summary>
    internal Lsn CheckpointUnlessReadOnly() => Options.IsReadOnly || IsInStandby ? LastCheckpoint : Checkpoint();

    /// <summary>A checkpoint; also cuts off what the log need not keep.</summary>
    internal Lsn Checkpoint()
    {
        lock (Latch)
        {
            LastCheckpoint = Log.Append(new CheckpointRecord(Instance.Host.Clock.Now));
            Log.Append(new CheckpointEndRecord());
            Log.Flush();
            Truncate();
            checkpointAt = Log.Count + RecordsBetweenCheckpoints;
            return LastCheckpoint;
        }
    }

    private void Append(SqlTransaction transaction, LogRecord record)
    {
        var branch = transaction.Join(this);
        if (branch.FirstLsn.IsNone)
        {
            branch.FirstLsn = Log.Append(new BeginRecord(transaction.Name, Instance.Host.Clock.Now) { TransactionId = transaction.Id });
            active[transaction.Id] = branch;
        }
        record.TransactionId = transaction.Id;
        Log.Append(record);
    }

    private void Compensate(SqlTransaction transaction, ChangeRecord change)
    {
        lock (Latch)
        {
            var inverse = change.Invert();
            Append(transaction, inverse);
            Apply(inverse);
        }
    }

    /// <summary>Makes a logged change: at run time, and when a log is rolled forward.</summary>
    private void Apply(ChangeRecord change)
    {
        if (change is RowRecord row)
            FindTable(row.TableId).Put(row.RowId, row.After, row.Lsn);
        else if (change is CatalogRecord catalog)
            Apply(catalog);
    }

    private Table FindTable(int id) => tables.TryGetValue(id, out var table) ? table : dropped[id];

    private void End(TransactionBranch branch)
    {
        Log.Flush();
        active.Remove(branch.Transaction.Id);
        foreach (var id in branch.DroppedTables)
            dropped.Remove(id);
        if (Log.Count >= checkpointAt)
            Checkpoint();
    }
}
