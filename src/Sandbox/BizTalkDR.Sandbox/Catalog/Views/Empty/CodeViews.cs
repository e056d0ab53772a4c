namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Assemblies, sequences, server triggers and what depends on what.</summary>
internal static class CodeViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.assemblies",
            "name sysname, principal_id int, assembly_id int, clr_name nvarchar(4000), permission_set tinyint, permission_set_desc nvarchar(60), is_visible bit, create_date datetime, modify_date datetime, is_user_defined bit"
        ),
        ("sys.assembly_files", "assembly_id int, name nvarchar(260), file_id int, content varbinary(max)"),
        (
            "sys.assembly_modules",
            "object_id int, assembly_id int, assembly_class sysname, assembly_method sysname, null_on_null_input bit, execute_as_principal_id int"
        ),
        ("sys.assembly_references", "assembly_id int, referenced_assembly_id int"),
        (
            "sys.assembly_types",
            "name sysname, system_type_id tinyint, user_type_id int, schema_id int, principal_id int, max_length smallint, precision tinyint, scale tinyint, collation_name sysname, is_nullable bit, is_user_defined bit, is_assembly_type bit, default_object_id int, rule_object_id int, assembly_id int, assembly_class sysname, is_binary_ordered bit, is_fixed_length bit, prog_id nvarchar(40), assembly_qualified_name nvarchar(4000), is_table_type bit"
        ),
        (
            "sys.table_types",
            "name sysname, system_type_id tinyint, user_type_id int, schema_id int, principal_id int, max_length smallint, precision tinyint, scale tinyint, collation_name sysname, is_nullable bit, is_user_defined bit, is_assembly_type bit, default_object_id int, rule_object_id int, is_table_type bit, type_table_object_id int, is_memory_optimized bit"
        ),
        ("sys.numbered_procedures", "object_id int, procedure_number smallint, definition nvarchar(max)"),
        (
            "sys.numbered_procedure_parameters",
            "object_id int, procedure_number smallint, name sysname, parameter_id int, system_type_id tinyint, user_type_id int, max_length smallint, precision tinyint, scale tinyint, is_output bit, is_cursor_ref bit"
        ),
        (
            "sys.sequences",
            EmptyViews.ObjectColumns
                + ", start_value sql_variant, increment sql_variant, minimum_value sql_variant, maximum_value sql_variant, is_cycling bit, is_cached bit, cache_size int, system_type_id tinyint, user_type_id int, precision tinyint, scale tinyint, current_value sql_variant, is_exhausted bit, last_used_value sql_variant"
        ),
        (
            "sys.internal_tables",
            EmptyViews.ObjectColumns
                + ", internal_type tinyint, internal_type_desc nvarchar(60), parent_id int, parent_minor_id int, lob_data_space_id int, filestream_data_space_id int"
        ),
        (
            "sys.trigger_events",
            "object_id int, type int, type_desc nvarchar(60), is_first bit, is_last bit, event_group_type int, event_group_type_desc nvarchar(60), is_trigger_event bit"
        ),
        (
            "sys.server_triggers",
            "name sysname, object_id int, parent_class tinyint, parent_class_desc nvarchar(60), parent_id int, type char(2), type_desc nvarchar(60), create_date datetime, modify_date datetime, is_ms_shipped bit, is_disabled bit"
        ),
        (
            "sys.server_trigger_events",
            "object_id int, type int, type_desc nvarchar(60), is_first bit, is_last bit, event_group_type int, event_group_type_desc nvarchar(60), is_trigger_event bit"
        ),
        (
            "sys.server_sql_modules",
            "object_id int, definition nvarchar(max), uses_ansi_nulls bit, uses_quoted_identifier bit, execute_as_principal_id int"
        ),
        (
            "sys.server_assembly_modules",
            "object_id int, assembly_id int, assembly_class sysname, assembly_method sysname, execute_as_principal_id int"
        ),
        (
            "sys.sql_dependencies",
            "class tinyint, class_desc nvarchar(60), object_id int, column_id int, referenced_major_id int, referenced_minor_id int, is_selected bit, is_updated bit, is_select_all bit"
        ),
        (
            "sys.sql_expression_dependencies",
            "referencing_id int, referencing_minor_id int, referencing_class tinyint, referencing_class_desc nvarchar(60), is_schema_bound_reference bit, referenced_class tinyint, referenced_class_desc nvarchar(60), referenced_server_name sysname, referenced_database_name sysname, referenced_schema_name sysname, referenced_entity_name sysname, referenced_id int, referenced_minor_id int, is_caller_dependent bit, is_ambiguous bit"
        ),
        (
            "sys.plan_guides",
            "plan_guide_id int, name sysname, create_date datetime, modify_date datetime, is_disabled bit, query_text nvarchar(max), scope_type tinyint, scope_type_desc nvarchar(60), scope_object_id int, scope_batch nvarchar(max), parameters nvarchar(max), hints nvarchar(max)"
        ),
        ("sys.function_order_columns", "object_id int, order_column_id int, column_id int, is_descending bit"),
    ];
}
