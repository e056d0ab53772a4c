using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>One database of an instance: its state, options, files, catalog and tables.</summary>
internal sealed class Database
{
    private readonly Lock latch = new();
    private readonly Dictionary<int, CatalogEntry> entries = [];
    private readonly Dictionary<string, SchemaEntry> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, Table> tables = new();
    private int lastObjectId = 245_575_000;

    internal Database(SqlInstance instance, int id, string name)
    {
        (Instance, Id, Name) = (instance, id, name);
        CreateDate = instance.Host.Clock.Now;
    }

    internal SqlInstance Instance { get; }

    internal int Id { get; }

    internal string Name { get; set; }

    internal DateTime CreateDate { get; set; }

    internal byte[] OwnerSid { get; set; } = [1];

    internal DatabaseState State { get; set; }

    /// <summary>RESTORE ... WITH STANDBY: readable between log restores.</summary>
    internal bool IsInStandby { get; set; }

    internal DatabaseOptions Options { get; set; } = new();

    internal IReadOnlyList<DatabaseFile> Files { get; set; } = [];

    /// <summary>All entries as of now.</summary>
    internal IReadOnlyList<CatalogEntry> Entries
    {
        get
        {
            lock (latch)
                return [.. entries.Values];
        }
    }

    /// <summary>Throws when the session may not use the database now: see <see cref="DatabaseAccess.Check"/>.</summary>
    internal void CheckAccess(SqlSession session) => DatabaseAccess.Check(this, session);

    internal int NextObjectId() => Interlocked.Add(ref lastObjectId, 16);

    /// <summary>The object of that schema and name, or null.</summary>
    internal SchemaEntry? Find(string schema, string name)
    {
        lock (latch)
            return byName.GetValueOrDefault(Key(schema, name));
    }

    internal CatalogEntry? Find(int id)
    {
        lock (latch)
            return entries.GetValueOrDefault(id);
    }

    internal Table? FindTable(string schema, string name) =>
        Find(schema, name) is TableDefinition definition ? tables[definition.Id] : null;

    internal Table GetTable(TableDefinition definition) => tables[definition.Id];

    /// <summary>Adds an entry. Throws 2714 when a schema entry of that name is there.</summary>
    internal void Add(SqlTransaction transaction, CatalogEntry entry)
    {
        if (entry is SchemaEntry named && Find(named.Schema, named.Name) is not null)
            throw MessageCatalog.Error(2714, named.Name);
        Set(entry);
        transaction.OnUndo(() => Unset(entry));
    }

    /// <summary>
    /// Puts a changed entry (same id) in place of the one before. When a table's columns change, the caller gives the rows
    /// in their new shape by updating them in the same transaction.
    /// </summary>
    internal void Replace(SqlTransaction transaction, CatalogEntry entry)
    {
        var before = Find(entry.Id) ?? throw new InvalidOperationException($"Entry {entry.Id} is not in database {Name}.");
        Unset(before, keepRows: true);
        Set(entry);
        transaction.OnUndo(() =>
        {
            Unset(entry, keepRows: true);
            Set(before);
        });
    }

    internal void Remove(SqlTransaction transaction, CatalogEntry entry)
    {
        var table = tables.GetValueOrDefault(entry.Id);
        Unset(entry);
        transaction.OnUndo(() =>
        {
            Set(entry);
            if (table is not null)
                tables[entry.Id] = table;
        });
    }

    /// <summary>Takes over all entries and rows of another database (a new database is a copy of model).</summary>
    internal void CopyContentFrom(Database source)
    {
        foreach (var entry in source.Entries)
        {
            Set(entry);
            if (entry is TableDefinition definition)
                tables[entry.Id].CopyRowsFrom(source.GetTable(definition));
        }
        lastObjectId = source.lastObjectId;
    }

    private void Set(CatalogEntry entry)
    {
        lock (latch)
        {
            entries[entry.Id] = entry;
            if (entry is SchemaEntry named)
                byName[Key(named.Schema, named.Name)] = named;
            if (entry is TableDefinition definition)
                tables.GetOrAdd(entry.Id, _ => new Table(this, definition)).Definition = definition;
        }
    }

    private void Unset(CatalogEntry entry, bool keepRows = false)
    {
        lock (latch)
        {
            entries.Remove(entry.Id);
            if (entry is SchemaEntry named)
                byName.Remove(Key(named.Schema, named.Name));
            if (!keepRows)
                tables.TryRemove(entry.Id, out _);
        }
    }

    private static string Key(string schema, string name) => $"{schema}\0{name}";
}
