using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// The rows of one table. Values stand in column order, null for NULL, CLR types as <see cref="SqlTypeKind"/> says. A row array is
/// never changed in place: an update replaces it. Callers hold the table's lock (see <see cref="SqlTransaction.Lock"/>).
/// </summary>
internal sealed partial class Table
{
    private readonly Lock latch = new();
    private readonly SortedDictionary<long, StoredRow> rows = [];
    private UniqueKeys? keys;
    private TableRow[]? snapshot;
    private long lastRowId;
    private decimal? lastIdentity;

    internal Table(Database? database, TableDefinition definition) => (Database, Definition) = (database, definition);

    /// <summary>The database, or null for a temporary table or table variable: those are not logged.</summary>
    internal Database? Database { get; }

    internal TableDefinition Definition
    {
        get;
        set
        {
            lock (latch)
                (field, keys) = (value, null);
        }
    }

    internal int Count
    {
        get
        {
            lock (latch)
                return rows.Count;
        }
    }

    internal decimal? LastIdentity => lastIdentity;

    /// <summary>All rows as of now, in the order of their insertion.</summary>
    internal IReadOnlyList<TableRow> Scan()
    {
        lock (latch)
        {
            if (snapshot is not null)
                return snapshot;
            var scanned = new TableRow[rows.Count];
            var i = 0;
            foreach (var (id, row) in rows)
                scanned[i++] = new TableRow(id, row.Values);
            return snapshot = scanned;
        }
    }

    /// <summary>
    /// The row with these values in these columns when a unique key covers them: one row, none, or null when no key helps. The row may
    /// differ in the columns beyond the key: the caller looks at it.
    /// </summary>
    internal IReadOnlyList<TableRow>? FindByKey(int[] columns, object?[] values)
    {
        lock (latch)
        {
            if (Keys.Find(columns, values) is not { } found)
                return null;
            return found >= 0 && rows.TryGetValue(found, out var row) ? [new TableRow(found, row.Values)] : [];
        }
    }

    internal long Insert(SqlTransaction transaction, object?[] values)
    {
        long id;
        lock (latch)
        {
            Keys.Check(values, null);
            id = ++lastRowId;
        }
        Change(transaction, new RowRecord(Definition.Id, id, null, values));
        return id;
    }

    internal void Update(SqlTransaction transaction, long rowId, object?[] values)
    {
        object?[] before;
        lock (latch)
        {
            Keys.Check(values, rowId);
            before = rows[rowId].Values;
        }
        Change(transaction, new RowRecord(Definition.Id, rowId, before, values));
    }

    internal void Delete(SqlTransaction transaction, long rowId)
    {
        object?[] before;
        lock (latch)
            before = rows[rowId].Values;
        Change(transaction, new RowRecord(Definition.Id, rowId, before, null));
    }

    /// <summary>Takes the next identity value; like SQL Server's, it is not given back by a rollback.</summary>
    internal decimal NextIdentity()
    {
        Database?.CheckWritable();
        var identity = Definition.Columns.First(column => column.Identity is not null).Identity!;
        decimal value;
        lock (latch)
            lastIdentity = value = lastIdentity is { } last ? last + identity.Increment : identity.Seed;
        Database?.Write(new IdentityRecord(Definition.Id, value));
        return value;
    }

    /// <summary>Moves the identity (DBCC CHECKIDENT, IDENTITY_INSERT, TRUNCATE TABLE); null starts over at the seed.</summary>
    internal void SetIdentity(decimal? last)
    {
        Database?.CheckWritable();
        lock (latch)
            lastIdentity = last;
        Database?.Write(new IdentityRecord(Definition.Id, last));
    }

    /// <summary>Sets a row, or takes it away when values is null, as a log record says.</summary>
    internal void Put(long rowId, object?[]? values, Lsn lsn)
    {
        lock (latch)
        {
            snapshot = null;
            if (rows.TryGetValue(rowId, out var before))
                keys?.Remove(rowId, before.Values);
            if (values is null)
            {
                rows.Remove(rowId);
                NoteDeleted(rowId, lsn);
            }
            else
            {
                rows[rowId] = new StoredRow(values, lsn);
                keys?.Add(rowId, values);
                lastRowId = Math.Max(lastRowId, rowId);
            }
        }
    }

    private UniqueKeys Keys => keys ??= new UniqueKeys(Definition, rows.Select(row => new TableRow(row.Key, row.Value.Values)));

    private void Change(SqlTransaction transaction, RowRecord change)
    {
        if (Database is not null)
        {
            Database.Write(transaction, change);
            return;
        }
        Put(change.RowId, change.After, Lsn.None);
        transaction.OnUndo(() => Put(change.RowId, change.Before, Lsn.None));
    }

    /// <summary>A row's values with the LSN of its last change.</summary>
    private readonly record struct StoredRow(object?[] Values, Lsn Lsn);
}

/// <summary>A row with its id, which stays the same as long as the row lives.</summary>
internal readonly record struct TableRow(long Id, object?[] Values);
