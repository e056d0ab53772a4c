using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.objects and the views that list one type of object.</summary>
internal static class ObjectViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            ObjectList("sys.objects", CatalogObjects.Made).Build(),
            ObjectList("sys.system_objects", CatalogObjects.System).Build(),
            ObjectList("sys.all_objects", CatalogObjects.All).Build(),
            Tables().Build(),
            Views("sys.views", CatalogObjects.Made).Build(),
            Views("sys.system_views", CatalogObjects.System).Build(),
            Views("sys.all_views", CatalogObjects.All).Build(),
            Procedures().Build(),
            ObjectList("sys.synonyms", Of("SN"))
                .Column("base_object_name nvarchar(1035)", row => ((SynonymDefinition)row.Object.Source).BaseObjectName)
                .Build(),
            Triggers().Build(),
            ObjectList("sys.extended_procedures", database => CatalogObjects.System(database).Where(found => found.Type == "X"))
                .Columns("dll_name nvarchar(260) = xpstar.dll")
                .Build("master"),
        ];

    /// <summary>An object with the database it is in, so that its schema's id can be told.</summary>
    internal sealed record ObjectRow(Database Database, CatalogObject Object)
    {
        internal int SchemaId => DatabaseSchemas.Find(Database, Object.Schema)?.Id ?? 1;
    }

    /// <summary>The twelve columns that all object views begin with.</summary>
    internal static ViewOf<ObjectRow> ObjectList(string name, Func<Database, IEnumerable<CatalogObject>> objects) =>
        new ViewOf<ObjectRow>(name, (_, database) => objects(database).Select(found => new ObjectRow(database, found)))
            .Column("name sysname", row => row.Object.Name)
            .Column("object_id int", row => row.Object.Id)
            .Columns("principal_id int")
            .Column("schema_id int", row => row.SchemaId)
            .Column("parent_object_id int", row => row.Object.ParentId)
            .Column("type char(2)", row => row.Object.Type.PadRight(2))
            .Column("type_desc nvarchar(60)", row => row.Object.TypeDescription)
            .Column("create_date datetime", row => row.Object.CreateDate)
            .Column("modify_date datetime", row => row.Object.ModifyDate)
            .Column("is_ms_shipped bit", row => row.Object.IsShipped)
            .Columns("is_published bit = 0, is_schema_published bit = 0");

    internal static Func<Database, IEnumerable<CatalogObject>> Of(params string[] types) =>
        database => CatalogObjects.Made(database).Where(found => types.Contains(found.Type));

    private static ViewOf<ObjectRow> Tables() =>
        ObjectList("sys.tables", Of("U"))
            .Columns("lob_data_space_id int = 0, filestream_data_space_id int")
            .Column("max_column_id_used int", row => ((TableDefinition)row.Object.Source).Columns.Count)
            .Columns("lock_on_bulk_load bit = 0, uses_ansi_nulls bit = 1, is_replicated bit = 0, has_replication_filter bit = 0")
            .Columns("is_merge_published bit = 0, is_sync_tran_subscribed bit = 0, has_unchecked_assembly_data bit = 0")
            .Columns("text_in_row_limit int = 0, large_value_types_out_of_row bit = 0, is_tracked_by_cdc bit = 0")
            .Columns("lock_escalation tinyint = 0, lock_escalation_desc nvarchar(60) = TABLE, is_filetable bit = 0")
            .Columns("is_memory_optimized bit = 0, durability tinyint = 0, durability_desc nvarchar(60) = SCHEMA_AND_DATA")
            .Columns("temporal_type tinyint = 0, temporal_type_desc nvarchar(60) = NON_TEMPORAL_TABLE, history_table_id int")
            .Columns("is_remote_data_archive_enabled bit = 0, is_external bit = 0, history_retention_period int")
            .Columns("history_retention_period_unit int, history_retention_period_unit_desc nvarchar(10)")
            .Columns("is_node bit = 0, is_edge bit = 0");

    private static ViewOf<ObjectRow> Views(string name, Func<Database, IEnumerable<CatalogObject>> objects) =>
        ObjectList(name, database => objects(database).Where(found => found.Type == "V"))
            .Columns("is_replicated bit = 0, has_replication_filter bit = 0, has_opaque_metadata bit = 0")
            .Columns("has_unchecked_assembly_data bit = 0, with_check_option bit = 0, is_date_correlation_view bit = 0")
            .Columns("is_tracked_by_cdc bit = 0, has_snapshot bit = 0");

    private static ViewOf<ObjectRow> Procedures() =>
        ObjectList("sys.procedures", Of("P"))
            .Columns("is_auto_executed bit = 0, is_execution_replicated bit = 0, is_repl_serializable_only bit = 0")
            .Columns("skips_repl_constraints bit = 0");

    private static ViewOf<CatalogObject> Triggers() =>
        new ViewOf<CatalogObject>("sys.triggers", (_, database) => Of("TR")(database))
            .Column("name sysname", found => found.Name)
            .Column("object_id int", found => found.Id)
            .Columns("parent_class tinyint = 1, parent_class_desc nvarchar(60) = OBJECT_OR_COLUMN")
            .Column("parent_id int", found => found.ParentId)
            .Column("type char(2)", found => found.Type)
            .Column("type_desc nvarchar(60)", found => found.TypeDescription)
            .Column("create_date datetime", found => found.CreateDate)
            .Column("modify_date datetime", found => found.ModifyDate)
            .Column("is_ms_shipped bit", found => found.IsShipped)
            .Columns("is_disabled bit = 0, is_not_for_replication bit = 0, is_instead_of_trigger bit = 0");
}
