using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A row of sys.indexes: a key or index, or the heap of a table without a clustered one.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">index_id: 0 the heap, 1 the clustered index, others from 2.</param>
/// <param name="Key">The key; null for the heap.</param>
internal sealed record CatalogIndex(TableDefinition Table, int Id, KeyDefinition? Key)
{
    internal byte Type => (byte)Math.Min(Id, 2);

    internal string TypeDescription =>
        Id == 0 ? "HEAP"
        : Type == 1 ? "CLUSTERED"
        : "NONCLUSTERED";

    internal static IEnumerable<CatalogIndex> OfAll(Database database) =>
        database.Entries.OfType<TableDefinition>().OrderBy(table => table.Id).SelectMany(Of);

    internal static IEnumerable<CatalogIndex> Of(TableDefinition table)
    {
        var clustered = table.Keys.FirstOrDefault(key => key.IsClustered);
        yield return new CatalogIndex(table, clustered is null ? 0 : 1, clustered);
        var id = 2;
        foreach (var key in table.Keys.Where(key => key != clustered))
            yield return new CatalogIndex(table, id++, key);
    }
}
