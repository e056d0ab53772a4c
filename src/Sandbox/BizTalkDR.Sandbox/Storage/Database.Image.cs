using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

internal sealed partial class Database
{
    /// <summary>Everything in the database as of now, changes of open transactions included: what its pages would hold.</summary>
    /// <param name="changedAfter">For a differential backup: only rows changed after this LSN. The catalog is always whole.</param>
    internal DatabaseImage TakeImage(Lsn changedAfter = default)
    {
        lock (Latch)
            return new DatabaseImage(
                Options,
                lastObjectId,
                Log.Next,
                [.. entries.Values],
                [.. tables.Values.Select(table => table.TakeImage(changedAfter))],
                [.. dropped.Values.Select(table => new DroppedTable(table.Definition, table.TakeImage(Lsn.None)))]
            );
    }

    /// <summary>
    /// Takes over an image. A full one replaces everything; a differential one replaces the catalog and changes the rows of the tables
    /// that are there already.
    /// </summary>
    internal void Load(DatabaseImage image, bool isDifferential = false)
    {
        lock (Latch)
        {
            var before = tables.ToDictionary(pair => pair.Key, pair => pair.Value);
            entries.Clear();
            byName.Clear();
            tables.Clear();
            dropped.Clear();
            foreach (var entry in image.Entries)
            {
                if (isDifferential && before.TryGetValue(entry.Id, out var table))
                    tables[entry.Id] = table;
                Set(entry);
            }
            foreach (var table in image.Tables)
                tables[table.TableId].Load(table, image.Lsn);
            foreach (var (definition, rows) in image.Dropped)
                (dropped[definition.Id] = new Table(this, definition)).Load(rows, image.Lsn);
            (Options, lastObjectId) = (image.Options, image.LastObjectId);
        }
    }

    /// <summary>A full backup is the differential base from now on.</summary>
    internal void SetDifferentialBase(DifferentialBase differentialBase)
    {
        lock (Latch)
        {
            DifferentialBase = differentialBase;
            foreach (var table in tables.Values)
                table.ForgetDeletedUpTo(differentialBase.Lsn);
        }
    }
}

/// <summary>What a backup holds of a database beside its log.</summary>
/// <param name="Options">As ALTER DATABASE SET left them.</param>
/// <param name="LastObjectId">The last object id given.</param>
/// <param name="Lsn">All changes before this LSN are in it, and none after.</param>
/// <param name="Entries">The catalog.</param>
/// <param name="Tables">The rows of every table in the catalog.</param>
/// <param name="Dropped">Tables that open transactions have dropped, for a rollback.</param>
internal sealed record DatabaseImage(
    DatabaseOptions Options,
    int LastObjectId,
    Lsn Lsn,
    IReadOnlyList<CatalogEntry> Entries,
    IReadOnlyList<TableImage> Tables,
    IReadOnlyList<DroppedTable> Dropped
);

/// <summary>A dropped table whose transaction has not ended.</summary>
internal sealed record DroppedTable(TableDefinition Definition, TableImage Rows);
