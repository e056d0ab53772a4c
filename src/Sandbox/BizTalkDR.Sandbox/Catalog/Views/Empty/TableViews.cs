namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Tables and indexes of kinds that a sandbox does not have.</summary>
internal static class TableViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.change_tracking_databases",
            "database_id int, is_auto_cleanup_on bit, retention_period int, retention_period_units tinyint, retention_period_units_desc nvarchar(60), max_cleanup_version bigint"
        ),
        (
            "sys.change_tracking_tables",
            "object_id int, is_track_columns_updated_on bit, min_valid_version bigint, begin_version bigint, cleanup_version bigint"
        ),
        (
            "sys.xml_indexes",
            "object_id int, name sysname, index_id int, type tinyint, type_desc nvarchar(60), is_unique bit, data_space_id int, ignore_dup_key bit, is_primary_key bit, is_unique_constraint bit, fill_factor tinyint, is_padded bit, is_disabled bit, is_hypothetical bit, allow_row_locks bit, allow_page_locks bit, using_xml_index_id int, secondary_type char(1), secondary_type_desc nvarchar(60), has_filter bit, filter_definition nvarchar(max), xml_index_type tinyint, xml_index_type_description nvarchar(60), path_id int"
        ),
        (
            "sys.spatial_indexes",
            "object_id int, name sysname, index_id int, type tinyint, type_desc nvarchar(60), is_unique bit, data_space_id int, ignore_dup_key bit, is_primary_key bit, is_unique_constraint bit, fill_factor tinyint, is_padded bit, is_disabled bit, is_hypothetical bit, allow_row_locks bit, allow_page_locks bit, spatial_index_type tinyint, spatial_index_type_desc nvarchar(60), tessellation_scheme sysname, has_filter bit, filter_definition nvarchar(max)"
        ),
        (
            "sys.spatial_index_tessellations",
            "object_id int, index_id int, tessellation_scheme sysname, bounding_box_xmin float, bounding_box_ymin float, bounding_box_xmax float, bounding_box_ymax float, level_1_grid smallint, level_1_grid_desc nvarchar(60), level_2_grid smallint, level_2_grid_desc nvarchar(60), level_3_grid smallint, level_3_grid_desc nvarchar(60), level_4_grid smallint, level_4_grid_desc nvarchar(60), cells_per_object int"
        ),
        (
            "sys.hash_indexes",
            "object_id int, name sysname, index_id int, type tinyint, type_desc nvarchar(60), is_unique bit, data_space_id int, ignore_dup_key bit, is_primary_key bit, is_unique_constraint bit, fill_factor tinyint, is_padded bit, is_disabled bit, is_hypothetical bit, allow_row_locks bit, allow_page_locks bit, has_filter bit, filter_definition nvarchar(max), bucket_count int, auto_created bit"
        ),
        (
            "sys.index_resumable_operations",
            "object_id int, index_id int, name sysname, sql_text nvarchar(max), last_max_dop_used smallint, partition_number int, state tinyint, state_desc nvarchar(60), start_time datetime, last_pause_time datetime, total_execution_time int, percent_complete float, page_count bigint"
        ),
        ("sys.masked_columns", "object_id int, name sysname, column_id int, is_masked bit, masking_function nvarchar(4000)"),
        (
            "sys.periods",
            "name sysname, period_type tinyint, period_type_desc nvarchar(60), object_id int, start_column_id int, end_column_id int"
        ),
        (
            "sys.filetables",
            "object_id int, is_enabled bit, directory_name nvarchar(255), filename_collation_id int, filename_collation_name sysname"
        ),
        ("sys.filetable_system_defined_objects", "object_id int, parent_object_id int"),
        (
            "sys.external_tables",
            EmptyViews.ObjectColumns
                + ", max_column_id_used int, uses_ansi_nulls bit, data_source_id int, file_format_id int, location nvarchar(4000), reject_type varchar(20), reject_value float, reject_sample_value float, distribution_type int, distribution_desc nvarchar(120), sharding_col_id int, remote_schema_name sysname, remote_object_name sysname"
        ),
        (
            "sys.external_data_sources",
            "data_source_id int, name sysname, location nvarchar(4000), type_desc nvarchar(255), type tinyint, resource_manager_location nvarchar(4000), credential_id int, database_name sysname, shard_map_name sysname, connection_options nvarchar(4000), pushdown nvarchar(256)"
        ),
        (
            "sys.external_file_formats",
            "file_format_id int, name sysname, format_type nvarchar(100), field_terminator nvarchar(10), string_delimiter nvarchar(10), date_format nvarchar(50), use_type_default bit, serde_method nvarchar(255), row_terminator nvarchar(10), encoding nvarchar(10), data_compression nvarchar(255), first_row int"
        ),
        (
            "sys.external_libraries",
            "external_library_id int, name sysname, principal_id int, language sysname, scope int, scope_desc varchar(7)"
        ),
        ("sys.external_languages", "external_language_id int, language sysname, create_date datetime, principal_id int"),
        (
            "sys.edge_constraints",
            EmptyViews.ObjectColumns
                + ", is_disabled bit, is_not_trusted bit, delete_referential_action tinyint, delete_referential_action_desc nvarchar(60), is_system_named bit"
        ),
        (
            "sys.sensitivity_classifications",
            "class int, class_desc varchar(16), major_id int, minor_id int, label sysname, label_id sysname, information_type sysname, information_type_id sysname, rank int, rank_desc varchar(8)"
        ),
        (
            "sys.security_policies",
            EmptyViews.ObjectColumns + ", is_enabled bit, is_schema_bound bit, uses_database_collation bit, is_not_for_replication bit"
        ),
        (
            "sys.security_predicates",
            "object_id int, security_predicate_id int, target_object_id int, predicate_definition nvarchar(max), predicate_type int, predicate_type_desc nvarchar(60), operation int, operation_desc nvarchar(60)"
        ),
        (
            "sys.partition_functions",
            "name sysname, function_id int, type char(2), type_desc nvarchar(60), fanout int, boundary_value_on_right bit, is_system bit, create_date datetime, modify_date datetime"
        ),
        (
            "sys.partition_schemes",
            "name sysname, data_space_id int, type char(2), type_desc nvarchar(60), is_default bit, is_system bit, function_id int"
        ),
        (
            "sys.partition_parameters",
            "function_id int, parameter_id int, system_type_id tinyint, max_length smallint, precision tinyint, scale tinyint, collation_name sysname, user_type_id int"
        ),
        ("sys.partition_range_values", "function_id int, boundary_id int, parameter_id int, value sql_variant"),
        ("sys.destination_data_spaces", "partition_scheme_id int, destination_id int, data_space_id int"),
        ("sys.edge_constraint_clauses", "object_id int, from_object_id int, to_object_id int"),
        (
            "sys.dm_db_xtp_table_memory_stats",
            "object_id int, memory_allocated_for_table_kb bigint, memory_used_by_table_kb bigint, memory_allocated_for_indexes_kb bigint, memory_used_by_indexes_kb bigint"
        ),
    ];
}
