using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A column of a table, or of a system view.</summary>
/// <param name="ObjectId">The table or view.</param>
/// <param name="Id">column_id, from 1.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether it takes NULL.</param>
/// <param name="Definition">The definition, when the column is a table's.</param>
/// <param name="Table">The table, when the column is a table's.</param>
internal sealed record CatalogColumn(
    int ObjectId,
    int Id,
    string Name,
    SqlType Type,
    bool IsNullable,
    ColumnDefinition? Definition = null,
    TableDefinition? Table = null
)
{
    internal TypeFacts Facts => TypeFacts.Of(Type);

    internal static IEnumerable<CatalogColumn> OfTables(Database database) =>
        database.Entries.OfType<TableDefinition>().OrderBy(table => table.Id).SelectMany(Of);

    internal static IEnumerable<CatalogColumn> OfSystemViews(Database database) =>
        CatalogObjects
            .System(database)
            .Where(found => found.Source is SystemView)
            .SelectMany(found =>
                ((SystemView)found.Source).Columns.Select(
                    (column, index) => new CatalogColumn(found.Id, index + 1, column.Name, column.Type, column.IsNullable)
                )
            );

    internal static IEnumerable<CatalogColumn> Of(TableDefinition table) =>
        table.Columns.Select(
            (column, index) => new CatalogColumn(table.Id, index + 1, column.Name, column.Type, column.IsNullable, column, table)
        );
}
