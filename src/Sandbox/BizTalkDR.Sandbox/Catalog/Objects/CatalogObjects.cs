using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>The objects of a database: tables with their constraints, modules, synonyms, and SQL Server's own views and procedures.</summary>
internal static class CatalogObjects
{
    private static readonly DateTime Shipped = new(2019, 9, 24, 14, 21, 16);

    /// <summary>sys.objects: what was made in the database.</summary>
    internal static IEnumerable<CatalogObject> Made(Database database) =>
        database.Entries.OfType<SchemaEntry>().OrderBy(entry => entry.Id).SelectMany(Of);

    /// <summary>sys.system_objects: the views and procedures of SQL Server, in schema sys or INFORMATION_SCHEMA.</summary>
    internal static IEnumerable<CatalogObject> System(Database database)
    {
        var views = database
            .Instance.Views.All.Where(view => view.Database is null && view.Schema is "sys" or "INFORMATION_SCHEMA")
            .Select(view => SystemObject(view.Schema, view.Name, "V", view));
        var procedures = database
            .Instance.Procedures.All.Where(procedure => procedure.Database == "master")
            .Select(procedure =>
                SystemObject(
                    "sys",
                    procedure.Name,
                    procedure.Name.StartsWith("xp_", StringComparison.OrdinalIgnoreCase) ? "X" : "P",
                    procedure
                )
            );
        return views.Concat(procedures);
    }

    /// <summary>sys.all_objects.</summary>
    internal static IEnumerable<CatalogObject> All(Database database) => Made(database).Concat(System(database));

    internal static CatalogObject? Find(Database database, int id) =>
        id < 0 ? System(database).FirstOrDefault(found => found.Id == id)
        : database.Find(id) is SchemaEntry entry ? Of(entry).FirstOrDefault()
        : Made(database).FirstOrDefault(found => found.Id == id);

    internal static CatalogObject? Find(Database database, string schema, string name) =>
        database.Find(schema, name) is { } entry
            ? Of(entry).FirstOrDefault()
            : All(database).FirstOrDefault(found => found.Name.SameAs(name) && found.Schema.SameAs(schema));

    internal static int ConstraintId(TableDefinition table, string name) => StableId.Object(table.Id, name);

    /// <summary>The name of a default's constraint, made up as SQL Server does when the statement gave none.</summary>
    internal static string DefaultName(TableDefinition table, ColumnDefinition column) =>
        column.DefaultName ?? $"DF__{Cut(table.Name, 9)}__{Cut(column.Name, 5)}__{StableId.Object(table.Id, column.Name):X8}";

    private static IEnumerable<CatalogObject> Of(SchemaEntry entry) =>
        entry switch
        {
            TableDefinition table => Constraints(table).Prepend(Entry(table, "U", 0)),
            ModuleDefinition module => [Entry(module, TypeOf(module.Kind), module.ParentId) with { IsShipped = module.IsSystem }],
            SynonymDefinition synonym => [Entry(synonym, "SN", 0)],
            _ => [],
        };

    private static IEnumerable<CatalogObject> Constraints(TableDefinition table)
    {
        foreach (var key in table.Keys.Where(key => key.IsConstraint))
            yield return Part(table, key.Name, key.IsPrimary ? "PK" : "UQ", key);
        foreach (var column in table.Columns.Where(column => column.DefaultText is not null))
            yield return Part(table, DefaultName(table, column), "D", column);
        foreach (var check in table.Checks)
            yield return Part(table, check.Name, "C", check);
        foreach (var foreignKey in table.ForeignKeys)
            yield return Part(table, foreignKey.Name, "F", foreignKey);
    }

    private static CatalogObject Entry(SchemaEntry entry, string type, int parent) =>
        new(entry.Id, entry.Name, entry.Schema, type, entry, parent, entry.CreateDate, entry.ModifyDate);

    private static CatalogObject Part(TableDefinition table, string name, string type, object part) =>
        new(ConstraintId(table, name), name, table.Schema, type, part, table.Id, table.CreateDate, table.ModifyDate);

    private static CatalogObject SystemObject(string schema, string name, string type, object source) =>
        new(StableId.System(schema, name), name, schema, type, source, 0, Shipped, Shipped, true);

    private static string TypeOf(ModuleKind kind) =>
        kind switch
        {
            ModuleKind.Procedure => "P",
            ModuleKind.View => "V",
            ModuleKind.ScalarFunction => "FN",
            ModuleKind.TableFunction => "TF",
            ModuleKind.InlineTableFunction => "IF",
            _ => "TR",
        };

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
