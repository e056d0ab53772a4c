using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>The unique keys of a table with, for each, the rows by their key values.</summary>
internal sealed class UniqueKeys
{
    private readonly TableDefinition definition;
    private readonly List<(KeyDefinition Key, int[] Columns, Dictionary<KeyValues, long> Rows)> keys = [];

    internal UniqueKeys(TableDefinition definition, IEnumerable<TableRow> rows)
    {
        this.definition = definition;
        foreach (var key in definition.Keys.Where(key => key.IsUnique))
            keys.Add((key, [.. key.Columns.Select(definition.ColumnIndex)], []));
        foreach (var row in rows)
            Add(row.Id, row.Values);
    }

    /// <summary>Throws 2627 or 2601 when another row has the same key.</summary>
    internal void Check(object?[] values, long? self)
    {
        foreach (var (key, columns, rows) in keys)
            if (rows.TryGetValue(new KeyValues(values, columns), out var owner) && owner != self)
                throw DuplicateKey(key, columns, values);
    }

    /// <summary>The row with a key's values, given by column; -1 when there is none, null when no key lies within the columns.</summary>
    internal long? Find(int[] given, object?[] values)
    {
        foreach (var (_, columns, rows) in keys)
        {
            if (!Array.TrueForAll(columns, column => Array.IndexOf(given, column) >= 0))
                continue;
            var wanted = new object?[definition.Columns.Count];
            for (var i = 0; i < given.Length; i++)
                wanted[given[i]] = values[i];
            return rows.GetValueOrDefault(new KeyValues(wanted, columns), -1);
        }
        return null;
    }

    internal void Add(long rowId, object?[] values)
    {
        foreach (var (_, columns, rows) in keys)
            rows[new KeyValues(values, columns)] = rowId;
    }

    internal void Remove(long rowId, object?[] values)
    {
        foreach (var (_, columns, rows) in keys)
        {
            var key = new KeyValues(values, columns);
            if (rows.GetValueOrDefault(key, -1) == rowId)
                rows.Remove(key);
        }
    }

    /// <summary>Throws 1505 when a unique key that a table is to get finds duplicates. A key on a column that is new too is not looked at.</summary>
    internal static void CheckNew(TableDefinition before, TableDefinition after, Table table)
    {
        foreach (var key in after.Keys.Where(key => key.IsUnique && before.Keys.All(old => old.Name != key.Name)))
        {
            var columns = key.Columns.Select(before.ColumnIndex).ToArray();
            if (columns.Contains(-1))
                continue;
            var seen = new HashSet<KeyValues>();
            foreach (var row in table.Scan())
                if (!seen.Add(new KeyValues(row.Values, columns)))
                    throw MessageCatalog.Error(1505, $"{after.Schema}.{after.Name}", key.Name, Show(columns, row.Values));
        }
    }

    private SqlServerException DuplicateKey(KeyDefinition key, int[] columns, object?[] values)
    {
        var table = $"{definition.Schema}.{definition.Name}";
        var shown = Show(columns, values);
        return key.IsConstraint
            ? MessageCatalog.Error(2627, key.IsPrimary ? "PRIMARY KEY" : "UNIQUE KEY", key.Name, table, shown)
            : MessageCatalog.Error(2601, table, key.Name, shown);
    }

    private static string Show(int[] columns, object?[] values) =>
        string.Join(", ", columns.Select(column => KeyValues.At(values, column) ?? "<NULL>"));

    /// <summary>The values of some columns of a row, compared as SQL Server compares them.</summary>
    private readonly struct KeyValues(object?[] row, int[] columns) : IEquatable<KeyValues>
    {
        private readonly object?[] row = row;
        private readonly int[] columns = columns;

        /// <summary>A row that still has its old shape lacks the last columns.</summary>
        internal static object? At(object?[] row, int column) => column >= 0 && column < row.Length ? row[column] : null;

        public bool Equals(KeyValues other)
        {
            for (var i = 0; i < columns.Length; i++)
                if (!ValueComparer.AreEqual(At(row, columns[i]), At(other.row, columns[i])))
                    return false;
            return true;
        }

        public override bool Equals(object? obj) => obj is KeyValues other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var column in columns)
                hash.Add(ValueComparer.GetHashCode(At(row, column)));
            return hash.ToHashCode();
        }
    }
}
