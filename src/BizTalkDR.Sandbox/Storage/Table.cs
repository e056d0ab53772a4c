using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// The rows of one table. Values stand in column order, null for NULL, CLR types as <see cref="SqlTypeKind"/> says. A row array is
/// never changed in place: an update replaces it. Callers hold the table's lock (see <see cref="SqlTransaction.Lock"/>).
/// </summary>
internal sealed class Table
{
    private readonly Lock latch = new();
    private readonly SortedDictionary<long, object?[]> rows = [];
    private long lastRowId;
    private decimal? lastIdentity;

    internal Table(Database? database, TableDefinition definition) => (Database, Definition) = (database, definition);

    /// <summary>The database, or null for a temporary table or table variable: those are not logged.</summary>
    internal Database? Database { get; }

    internal TableDefinition Definition { get; set; }

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
            return [.. rows.Select(row => new TableRow(row.Key, row.Value))];
    }

    internal long Insert(SqlTransaction transaction, object?[] values)
    {
        long id;
        lock (latch)
        {
            CheckKeys(values, null);
            id = ++lastRowId;
            rows.Add(id, values);
        }
        transaction.OnUndo(() => Remove(id));
        return id;
    }

    internal void Update(SqlTransaction transaction, long rowId, object?[] values)
    {
        object?[] before;
        lock (latch)
        {
            CheckKeys(values, rowId);
            before = rows[rowId];
            rows[rowId] = values;
        }
        transaction.OnUndo(() => Replace(rowId, before));
    }

    internal void Delete(SqlTransaction transaction, long rowId)
    {
        object?[] before;
        lock (latch)
        {
            before = rows[rowId];
            rows.Remove(rowId);
        }
        transaction.OnUndo(() => Replace(rowId, before));
    }

    /// <summary>Takes the next identity value; like SQL Server's, it is not given back by a rollback.</summary>
    internal decimal NextIdentity()
    {
        var identity = Definition.Columns.First(column => column.Identity is not null).Identity!;
        lock (latch)
        {
            lastIdentity = lastIdentity is { } last ? last + identity.Increment : identity.Seed;
            return lastIdentity.Value;
        }
    }

    /// <summary>Moves the identity (DBCC CHECKIDENT, IDENTITY_INSERT, TRUNCATE TABLE); null starts over at the seed.</summary>
    internal void SetIdentity(decimal? last)
    {
        lock (latch)
            lastIdentity = last;
    }

    internal void CopyRowsFrom(Table source)
    {
        foreach (var row in source.Scan())
            rows[row.Id] = row.Values;
        (lastRowId, lastIdentity) = (source.lastRowId, source.lastIdentity);
    }

    private void Remove(long id)
    {
        lock (latch)
            rows.Remove(id);
    }

    private void Replace(long id, object?[] values)
    {
        lock (latch)
            rows[id] = values;
    }

    private void CheckKeys(object?[] values, long? self)
    {
        foreach (var key in Definition.Keys.Where(key => key.IsUnique))
        {
            var columns = key.Columns.Select(Definition.ColumnIndex).ToArray();
            foreach (var row in rows)
                if (row.Key != self && columns.All(column => ValueComparer.AreEqual(row.Value[column], values[column])))
                    throw DuplicateKey(key, columns.Select(column => values[column]));
        }
    }

    private SqlServerException DuplicateKey(KeyDefinition key, IEnumerable<object?> values)
    {
        var shown = string.Join(", ", values.Select(value => value ?? "<NULL>"));
        var table = $"{Definition.Schema}.{Definition.Name}";
        return key.IsConstraint
            ? MessageCatalog.Error(2627, key.IsPrimary ? "PRIMARY KEY" : "UNIQUE KEY", key.Name, table, shown)
            : MessageCatalog.Error(2601, table, key.Name, shown);
    }
}

/// <summary>A row with its id, which stays the same as long as the row lives.</summary>
internal readonly record struct TableRow(long Id, object?[] Values);
