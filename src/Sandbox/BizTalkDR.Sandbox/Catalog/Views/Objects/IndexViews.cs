using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>Indexes, statistics, partitions and allocation units.</summary>
internal static class IndexViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            Indexes().Build(),
            IndexColumns().Build(),
            Statistics().Build(),
            StatisticsColumns().Build(),
            Partitions().Build(),
            AllocationUnits().Build(),
            PartitionStatistics().Build(),
        ];

    /// <summary>The pages that rows of a table take, as a rough sum: what reports of size show.</summary>
    internal static long Pages(Database database, TableDefinition table)
    {
        var rowBytes =
            table.Columns.Sum(column =>
                Math.Min(TypeFacts.Of(column.Type).MaxLength is < 0 ? (short)256 : TypeFacts.Of(column.Type).MaxLength, (short)256)
            ) + 9;
        var rows = database.GetTable(table).Count;
        return rows == 0 ? 0 : 1 + (long)rows * rowBytes / 8096;
    }

    private static ViewOf<CatalogIndex> Indexes() =>
        new ViewOf<CatalogIndex>("sys.indexes", (_, database) => CatalogIndex.OfAll(database))
            .Column("object_id int", index => index.Table.Id)
            .Column("name sysname", index => index.Key?.Name)
            .Column("index_id int", index => index.Id)
            .Column("type tinyint", index => index.Type)
            .Column("type_desc nvarchar(60)", index => index.TypeDescription)
            .Column("is_unique bit", index => index.Key?.IsUnique ?? false)
            .Columns("data_space_id int = 1, ignore_dup_key bit = 0")
            .Column("is_primary_key bit", index => index.Key?.IsPrimary ?? false)
            .Column("is_unique_constraint bit", index => index.Key is { IsConstraint: true, IsPrimary: false })
            .Columns("fill_factor tinyint = 0, is_padded bit = 0, is_disabled bit = 0, is_hypothetical bit = 0")
            .Columns("is_ignored_in_optimization bit = 0, allow_row_locks bit = 1, allow_page_locks bit = 1")
            .Columns("has_filter bit = 0, filter_definition nvarchar(max), compression_delay int")
            .Columns("suppress_dup_key_messages bit = 0, auto_created bit = 0, optimize_for_sequential_key bit = 0");

    private static ViewOf<(CatalogIndex Index, int Position)> IndexColumns() =>
        new ViewOf<(CatalogIndex Index, int Position)>("sys.index_columns", (_, database) => KeyColumns(database))
            .Column("object_id int", item => item.Index.Table.Id)
            .Column("index_id int", item => item.Index.Id)
            .Column("index_column_id int", item => item.Position + 1)
            .Column("column_id int", ColumnId)
            .Column("key_ordinal tinyint", item => item.Position + 1)
            .Columns("partition_ordinal tinyint = 0, is_descending_key bit = 0, is_included_column bit = 0")
            .Columns("column_store_order_ordinal tinyint = 0");

    private static ViewOf<CatalogIndex> Statistics() =>
        new ViewOf<CatalogIndex>("sys.stats", (_, database) => CatalogIndex.OfAll(database).Where(index => index.Key is not null))
            .Column("object_id int", index => index.Table.Id)
            .Column("name sysname", index => index.Key!.Name)
            .Column("stats_id int", index => index.Id)
            .Columns("auto_created bit = 0, user_created bit = 0, no_recompute bit = 0, has_filter bit = 0")
            .Columns("filter_definition nvarchar(max), is_temporary bit = 0, is_incremental bit = 0")
            .Columns("has_persisted_sample bit = 0, stats_generation_method int = 0")
            .Columns("stats_generation_method_desc varchar(80) = Sort based statistics, auto_drop bit = 0");

    private static ViewOf<(CatalogIndex Index, int Position)> StatisticsColumns() =>
        new ViewOf<(CatalogIndex Index, int Position)>("sys.stats_columns", (_, database) => KeyColumns(database))
            .Column("object_id int", item => item.Index.Table.Id)
            .Column("stats_id int", item => item.Index.Id)
            .Column("stats_column_id int", item => item.Position + 1)
            .Column("column_id int", ColumnId);

    /// <summary>The pages of the system tables that every database has, by their object ids.</summary>
    internal static readonly IReadOnlyList<(int ObjectId, int Pages)> SystemTables =
    [
        (3, 40), // sysrscols
        (5, 20), // sysrowsets
        (7, 20), // sysallocunits
        (34, 60), // sysschobjs
        (41, 80), // syscolpars
        (60, 100), // sysobjvalues
    ];

    private sealed record Stored(int ObjectId, int IndexId, long PartitionId, long Rows, long Pages);

    private static IEnumerable<Stored> StoredIndexes(Database database)
    {
        foreach (var (id, pages) in SystemTables)
            yield return new Stored(id, 1, StableId.Storage(database.Id, id, 1), pages * 20, pages);
        foreach (var index in CatalogIndex.OfAll(database))
            yield return new Stored(
                index.Table.Id,
                index.Id,
                StableId.Storage(database.Id, index.Table.Id, index.Id),
                database.GetTable(index.Table).Count,
                Pages(database, index.Table)
            );
    }

    private static ViewOf<Stored> Partitions() =>
        new ViewOf<Stored>("sys.partitions", (_, database) => StoredIndexes(database))
            .Column("partition_id bigint", stored => stored.PartitionId)
            .Column("object_id int", stored => stored.ObjectId)
            .Column("index_id int", stored => stored.IndexId)
            .Columns("partition_number int = 1")
            .Column("hobt_id bigint", stored => stored.PartitionId)
            .Column("rows bigint", stored => stored.Rows)
            .Columns("filestream_filegroup_id smallint = 0, data_compression tinyint = 0")
            .Columns("data_compression_desc nvarchar(60) = NONE, xml_compression bit = 0, xml_compression_desc varchar(3) = OFF");

    private static ViewOf<Stored> AllocationUnits() =>
        new ViewOf<Stored>("sys.allocation_units", (_, database) => StoredIndexes(database))
            .Column("allocation_unit_id bigint", stored => stored.PartitionId)
            .Columns("type tinyint = 1, type_desc nvarchar(60) = IN_ROW_DATA")
            .Column("container_id bigint", stored => stored.PartitionId)
            .Columns("data_space_id int = 1")
            .Column("total_pages bigint", stored => stored.Pages)
            .Column("used_pages bigint", stored => stored.Pages)
            .Column("data_pages bigint", stored => stored.Pages);

    private static ViewOf<Stored> PartitionStatistics() =>
        new ViewOf<Stored>("sys.dm_db_partition_stats", (_, database) => StoredIndexes(database))
            .Column("partition_id bigint", stored => stored.PartitionId)
            .Column("object_id int", stored => stored.ObjectId)
            .Column("index_id int", stored => stored.IndexId)
            .Columns("partition_number int = 1")
            .Column("in_row_data_page_count bigint", stored => stored.Pages)
            .Column("in_row_used_page_count bigint", stored => stored.Pages)
            .Column("in_row_reserved_page_count bigint", stored => stored.Pages)
            .Columns("lob_used_page_count bigint = 0, lob_reserved_page_count bigint = 0")
            .Columns("row_overflow_used_page_count bigint = 0, row_overflow_reserved_page_count bigint = 0")
            .Column("used_page_count bigint", stored => stored.Pages)
            .Column("reserved_page_count bigint", stored => stored.Pages)
            .Column("row_count bigint", stored => stored.Rows);

    private static IEnumerable<(CatalogIndex Index, int Position)> KeyColumns(Database database) =>
        CatalogIndex
            .OfAll(database)
            .Where(index => index.Key is not null)
            .SelectMany(index => Enumerable.Range(0, index.Key!.Columns.Count).Select(position => (index, position)));

    private static object? ColumnId((CatalogIndex Index, int Position) item) =>
        item.Index.Table.ColumnIndex(item.Index.Key!.Columns[item.Position]) + 1;
}
