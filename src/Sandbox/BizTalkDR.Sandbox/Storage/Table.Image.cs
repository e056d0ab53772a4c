using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <content>What a backup takes of a table, and what a restore gives back.</content>
internal sealed partial class Table
{
    /// <summary>Rows deleted since the differential base, with the LSN of the deletion.</summary>
    private readonly Dictionary<long, Lsn> deleted = [];

    /// <summary>The rows as of now: all, or those changed and deleted after an LSN.</summary>
    internal TableImage TakeImage(Lsn after)
    {
        lock (latch)
            return new TableImage(
                Definition.Id,
                lastRowId,
                lastIdentity,
                [
                    .. rows.Where(row => row.Value.Lsn > after || after.IsNone)
                        .Select(row => new ImageRow(row.Key, row.Value.Lsn, row.Value.Values)),
                ],
                after.IsNone ? [] : [.. deleted.Where(row => row.Value > after).Select(row => row.Key)]
            );
    }

    /// <summary>Takes over the rows of an image: a full one fills an empty table, a differential one changes what is there.</summary>
    /// <param name="image">The rows.</param>
    /// <param name="lsn">The LSN that the image stands at.</param>
    internal void Load(TableImage image, Lsn lsn)
    {
        lock (latch)
        {
            snapshot = null;
            foreach (var id in image.DeletedRows)
            {
                rows.Remove(id);
                deleted[id] = lsn;
            }
            foreach (var row in image.Rows)
                rows[row.Id] = new StoredRow(row.Values, row.Lsn);
            (lastRowId, lastIdentity, keys) = (image.LastRowId, image.LastIdentity, null);
        }
    }

    /// <summary>Sets the identity as a log record says.</summary>
    internal void PutIdentity(decimal? value)
    {
        lock (latch)
            lastIdentity = value;
    }

    /// <summary>A new differential base: deletions before it need not be remembered.</summary>
    internal void ForgetDeletedUpTo(Lsn lsn)
    {
        lock (latch)
            foreach (var id in deleted.Where(row => row.Value <= lsn).Select(row => row.Key).ToArray())
                deleted.Remove(id);
    }

    private void NoteDeleted(long rowId, Lsn lsn)
    {
        if (Database?.TracksDeletions == true)
            deleted[rowId] = lsn;
    }
}

/// <summary>A table's rows in a backup.</summary>
/// <param name="TableId">The table's object id.</param>
/// <param name="LastRowId">The last row id given.</param>
/// <param name="LastIdentity">The last identity value given.</param>
/// <param name="Rows">All rows, or the changed ones of a differential backup.</param>
/// <param name="DeletedRows">Rows deleted since the differential base.</param>
internal sealed record TableImage(
    int TableId,
    long LastRowId,
    decimal? LastIdentity,
    IReadOnlyList<ImageRow> Rows,
    IReadOnlyList<long> DeletedRows
);

/// <summary>A row in a backup with the LSN of its last change.</summary>
internal readonly record struct ImageRow(long Id, Lsn Lsn, object?[] Values);
