using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.columns, sys.identity_columns and sys.computed_columns.</summary>
internal static class ColumnViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            Columns("sys.columns", CatalogColumn.OfTables).Build(),
            Columns("sys.system_columns", CatalogColumn.OfSystemViews).Build(),
            Columns("sys.all_columns", database => CatalogColumn.OfTables(database).Concat(CatalogColumn.OfSystemViews(database))).Build(),
            IdentityColumns().Build(),
            ComputedColumns().Build(),
        ];

    private sealed record Row(Database Database, CatalogColumn Column)
    {
        internal string? Collation => Column.Facts.HasCollation ? Column.Definition?.Collation ?? Database.Options.Collation : null;

        internal UserTypeDefinition? Alias =>
            Column.Definition?.UserTypeName is { } name
                ? Database.Entries.OfType<UserTypeDefinition>().FirstOrDefault(type => IsNamed(type, name))
                : null;

        internal int UserTypeId =>
            Alias?.Id ?? ((Column.Definition?.UserTypeName).SameAs("sysname") ? TypeFacts.SysName.UserTypeId : Column.Facts.UserTypeId);

        internal int DefaultId =>
            Column is { Table: { } table, Definition: { DefaultText: not null } definition }
                ? CatalogObjects.ConstraintId(table, CatalogObjects.DefaultName(table, definition))
                : 0;

        private static bool IsNamed(UserTypeDefinition type, string name) => type.Name.SameAs(name.Split('.')[^1].Trim('[', ']'));
    }

    private static ViewOf<Row> Columns(string name, Func<Database, IEnumerable<CatalogColumn>> columns, bool isComputed = false)
    {
        var view = new ViewOf<Row>(name, (_, database) => columns(database).Select(column => new Row(database, column)))
            .Column("object_id int", row => row.Column.ObjectId)
            .Column("name sysname", row => row.Column.Name)
            .Column("column_id int", row => row.Column.Id)
            .Column("system_type_id tinyint", row => row.Column.Facts.SystemTypeId)
            .Column("user_type_id int", row => row.UserTypeId)
            .Column("max_length smallint", row => row.Column.Facts.MaxLength)
            .Column("precision tinyint", row => row.Column.Facts.Precision)
            .Column("scale tinyint", row => row.Column.Facts.Scale)
            .Column("collation_name sysname", row => row.Collation)
            .Column("is_nullable bit", row => row.Column.IsNullable)
            .Columns("is_ansi_padded bit = 1")
            .Column("is_rowguidcol bit", row => row.Column.Definition?.IsRowGuid ?? false)
            .Column("is_identity bit", row => row.Column.Definition?.Identity is not null);
        if (isComputed)
            return view.Columns("is_filestream bit = 0, is_replicated bit = 0, is_non_sql_subscribed bit = 0, is_merge_published bit = 0")
                .Columns("is_dts_replicated bit = 0, is_xml_document bit = 0, xml_collection_id int = 0")
                .Column("default_object_id int", row => row.DefaultId)
                .Columns("rule_object_id int = 0")
                .Column("definition nvarchar(max)", row => row.Column.Definition?.ComputedText)
                .Columns("uses_database_collation bit = 1, is_persisted bit = 0, is_computed bit = 1, is_sparse bit = 0")
                .Columns("is_column_set bit = 0, generated_always_type tinyint = 0")
                .Columns("generated_always_type_desc nvarchar(60) = NOT_APPLICABLE, encryption_type int")
                .Columns("encryption_type_desc nvarchar(64), encryption_algorithm_name sysname, column_encryption_key_id int")
                .Columns("column_encryption_key_database_name sysname, is_hidden bit = 0, is_masked bit = 0")
                .Columns("graph_type int, graph_type_desc nvarchar(60)");
        return view.Column("is_computed bit", row => row.Column.Definition?.ComputedText is not null)
            .Columns("is_filestream bit = 0, is_replicated bit = 0, is_non_sql_subscribed bit = 0, is_merge_published bit = 0")
            .Columns("is_dts_replicated bit = 0, is_xml_document bit = 0, xml_collection_id int = 0")
            .Column("default_object_id int", row => row.DefaultId)
            .Columns("rule_object_id int = 0, is_sparse bit = 0, is_column_set bit = 0, generated_always_type tinyint = 0")
            .Columns("generated_always_type_desc nvarchar(60) = NOT_APPLICABLE, encryption_type int")
            .Columns("encryption_type_desc nvarchar(64), encryption_algorithm_name sysname, column_encryption_key_id int")
            .Columns("column_encryption_key_database_name sysname, is_hidden bit = 0, is_masked bit = 0")
            .Columns("graph_type int, graph_type_desc nvarchar(60)");
    }

    private static ViewOf<Row> ComputedColumns() =>
        Columns(
            "sys.computed_columns",
            database => CatalogColumn.OfTables(database).Where(column => column.Definition?.ComputedText is not null),
            isComputed: true
        );

    private static ViewOf<Row> IdentityColumns() =>
        Columns(
                "sys.identity_columns",
                database => CatalogColumn.OfTables(database).Where(column => column.Definition?.Identity is not null)
            )
            .Column("seed_value sql_variant", row => row.Column.Definition!.Identity!.Seed)
            .Column("increment_value sql_variant", row => row.Column.Definition!.Identity!.Increment)
            .Column("last_value sql_variant", row => row.Database.GetTable(row.Column.Table!).LastIdentity)
            .Columns("is_not_for_replication bit = 0");
}
