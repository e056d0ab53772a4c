using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

internal sealed partial class Database
{
    private readonly Dictionary<int, CatalogEntry> entries = [];
    private readonly Dictionary<string, SchemaEntry> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, Table> tables = new();

    /// <summary>Tables dropped by transactions that have not ended: a rollback takes their rows from here.</summary>
    private readonly Dictionary<int, Table> dropped = [];
    private int lastObjectId = 245_575_000;

    /// <summary>All entries as of now.</summary>
    internal IReadOnlyList<CatalogEntry> Entries
    {
        get
        {
            lock (Latch)
                return [.. entries.Values];
        }
    }

    internal int NextObjectId() => Interlocked.Add(ref lastObjectId, 16);

    /// <summary>The object of that schema and name, or null.</summary>
    internal SchemaEntry? Find(string schema, string name)
    {
        lock (Latch)
            return byName.GetValueOrDefault(Key(schema, name));
    }

    internal CatalogEntry? Find(int id)
    {
        lock (Latch)
            return entries.GetValueOrDefault(id);
    }

    internal Table? FindTable(string schema, string name)
    {
        lock (Latch)
            return byName.GetValueOrDefault(Key(schema, name)) is TableDefinition definition ? tables[definition.Id] : null;
    }

    internal Table GetTable(TableDefinition definition) => tables[definition.Id];

    /// <summary>Adds an entry. Throws 2714 when a schema entry of that name is there.</summary>
    internal void Add(SqlTransaction transaction, CatalogEntry entry)
    {
        lock (Latch)
        {
            if (entry is SchemaEntry named && Find(named.Schema, named.Name) is not null)
                throw MessageCatalog.Error(2714, named.Name);
            Write(transaction, new CatalogRecord(null, entry));
        }
    }

    /// <summary>
    /// Puts a changed entry (same id) in place of the one before. When a table's columns change, the caller gives the rows
    /// in their new shape by updating them in the same transaction. Throws 1505 when a new unique key finds duplicates.
    /// </summary>
    internal void Replace(SqlTransaction transaction, CatalogEntry entry)
    {
        lock (Latch)
        {
            var before = Find(entry.Id) ?? throw new InvalidOperationException($"Entry {entry.Id} is not in database {Name}.");
            if (before is TableDefinition oldTable && entry is TableDefinition newTable)
                UniqueKeys.CheckNew(oldTable, newTable, tables[entry.Id]);
            Write(transaction, new CatalogRecord(before, entry));
        }
    }

    internal void Remove(SqlTransaction transaction, CatalogEntry entry)
    {
        lock (Latch)
        {
            Write(transaction, new CatalogRecord(Find(entry.Id) ?? entry, null));
            if (entry is TableDefinition)
                transaction.Join(this).DroppedTables.Add(entry.Id);
        }
    }

    private void Set(CatalogEntry entry)
    {
        entries[entry.Id] = entry;
        if (entry is SchemaEntry named)
            byName[Key(named.Schema, named.Name)] = named;
        if (entry is not TableDefinition definition)
            return;
        if (dropped.Remove(entry.Id, out var table))
            tables[entry.Id] = table;
        tables.GetOrAdd(entry.Id, _ => new Table(this, definition)).Definition = definition;
    }

    private void Unset(CatalogEntry entry)
    {
        entries.Remove(entry.Id);
        if (entry is SchemaEntry named)
            byName.Remove(Key(named.Schema, named.Name));
    }

    private void Apply(CatalogRecord change)
    {
        if (change.Before is { } before)
            Unset(before);
        if (change.After is { } after)
            Set(after);
        else if (tables.TryRemove(change.Before!.Id, out var table))
            dropped[change.Before.Id] = table;
        lastObjectId = Math.Max(lastObjectId, change.After is SchemaEntry { Id: var id } ? id : 0);
    }

    private static string Key(string schema, string name) => $"{schema}\0{name}";
}
