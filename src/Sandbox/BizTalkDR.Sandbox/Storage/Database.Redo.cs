using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <content>Rolling a restored database forward, and its recovery.</content>
internal sealed partial class Database
{
    /// <summary>The restore sequence that the database is in; null when it is not being restored.</summary>
    internal RestoreSequence? Sequence { get; set; }

    /// <summary>sys.master_files.redo_start_lsn: where the next roll forward must begin; null when it is not being restored.</summary>
    internal decimal? RedoStartLsn => Sequence is { RedoPoint: { IsNone: false } point } ? point.ToDecimal() : null;

    /// <summary>sys.master_files.redo_start_fork_guid.</summary>
    internal Guid? RedoStartForkGuid => Sequence?.Fork;

    /// <summary>sys.master_files.redo_target_lsn: where roll forward may stop.</summary>
    internal decimal? RedoTargetLsn => RedoStartLsn;

    /// <summary>sys.master_files.redo_target_fork_guid.</summary>
    internal Guid? RedoTargetForkGuid => Sequence?.Fork;

    /// <summary>Rolls forward over records that lie before an LSN.</summary>
    /// <param name="records">In the order of their LSNs.</param>
    /// <param name="from">What lies before it is in the database already, and is only looked at for open transactions.</param>
    /// <param name="to">Where to stop.</param>
    /// <param name="sequence">Learns which transactions are open at the end.</param>
    internal void RollForward(IReadOnlyList<LogRecord> records, Lsn from, Lsn to, RestoreSequence sequence)
    {
        lock (Latch)
        {
            foreach (var record in records.TakeWhile(record => record.Lsn < to))
            {
                if (record.Lsn >= from)
                    Redo(record);
                ForgetDropped(sequence.Note(record));
            }
            sequence.RedoPoint = to;
        }
    }

    /// <summary>Takes back what open transactions did, the last change first. Returns the changes taken back, in that order.</summary>
    internal IReadOnlyList<ChangeRecord> Undo(RestoreSequence sequence, bool isLogged)
    {
        lock (Latch)
        {
            var undone = sequence.Open.Values.SelectMany(changes => changes).OrderByDescending(change => change.Lsn).ToArray();
            foreach (var change in undone)
            {
                var inverse = change.Invert();
                inverse.TransactionId = change.TransactionId;
                if (isLogged)
                    Log.Append(inverse);
                Apply(inverse);
            }
            return undone;
        }
    }

    /// <summary>Does again what <see cref="Undo"/> took back for STANDBY.</summary>
    internal void RedoUndone(IReadOnlyList<ChangeRecord> undone)
    {
        lock (Latch)
            foreach (var change in undone.Reverse())
                Apply(change);
    }

    /// <summary>Ends the restore sequence: open transactions are rolled back in the log, which goes on at the redo point on a new recovery fork.</summary>
    internal void Recover(RestoreSequence sequence)
    {
        lock (Latch)
        {
            Log.StartAt(sequence.RedoPoint);
            Undo(sequence, isLogged: true);
            foreach (var (id, changes) in sequence.Open)
            {
                Log.Append(new AbortRecord(Instance.Host.Clock.Now) { TransactionId = id });
                ForgetDropped(changes);
            }
            (PreviousForkGuid, RecoveryForkGuid, ForkPoint) = (sequence.Fork, Guid.NewGuid(), sequence.RedoPoint);
            ArchivePoint = Options.RecoveryModel == RecoveryModel.Simple ? Lsn.None : sequence.RedoPoint;
            HasLogBackup = true;
            Sequence = null;
            Checkpoint();
        }
    }

    private void Redo(LogRecord record)
    {
        switch (record)
        {
            case ChangeRecord change:
                Apply(change);
                break;
            case IdentityRecord identity:
                if (tables.TryGetValue(identity.TableId, out var table))
                    table.PutIdentity(identity.Value);
                break;
            case OptionsRecord options:
                Options = options.Options;
                break;
        }
    }

    private void ForgetDropped(IEnumerable<ChangeRecord> ended)
    {
        foreach (var change in ended.OfType<CatalogRecord>())
            if (change is { Before: TableDefinition definition, After: null })
                dropped.Remove(definition.Id);
    }
}
