using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views;

/// <summary>
/// Views of features that a sandbox does not have (availability groups, encryption, full-text ...): there, with their columns, and without rows.
/// </summary>
internal static class EmptyViews
{
    private const string ObjectColumns =
        "name sysname, object_id int, principal_id int, schema_id int, parent_object_id int, type char(2), type_desc nvarchar(60), "
        + "create_date datetime, modify_date datetime, is_ms_shipped bit, is_published bit, is_schema_published bit";

    private static readonly (string Name, string Columns)[] Declared =
    [
        // Keys and certificates
        (
            "sys.certificates",
            "name sysname, certificate_id int, principal_id int, pvt_key_encryption_type char(2), pvt_key_encryption_type_desc nvarchar(60), "
                + "is_active_for_begin_dialog bit, issuer_name nvarchar(884), cert_serial_number nvarchar(128), sid varbinary(85), "
                + "string_sid nvarchar(128), subject nvarchar(4000), expiry_date datetime, start_date datetime, thumbprint varbinary(32), "
                + "attested_by nvarchar(260), pvt_key_last_backup_date datetime, key_length int"
        ),
        (
            "sys.asymmetric_keys",
            "name sysname, principal_id int, asymmetric_key_id int, pvt_key_encryption_type char(2), pvt_key_encryption_type_desc nvarchar(60), "
                + "thumbprint varbinary(32), algorithm char(2), algorithm_desc nvarchar(60), key_length int, sid varbinary(85), string_sid nvarchar(128), "
                + "public_key varbinary(max), attested_by nvarchar(260), provider_type nvarchar(120), cryptographic_provider_guid uniqueidentifier, "
                + "cryptographic_provider_algid sql_variant"
        ),
        (
            "sys.symmetric_keys",
            "name sysname, principal_id int, symmetric_key_id int, key_length int, key_algorithm char(2), algorithm_desc nvarchar(60), "
                + "create_date datetime, modify_date datetime, key_guid uniqueidentifier, key_thumbprint sql_variant, provider_type nvarchar(120), "
                + "cryptographic_provider_guid uniqueidentifier, cryptographic_provider_algid sql_variant"
        ),
        (
            "sys.key_encryptions",
            "key_id int, thumbprint varbinary(32), crypt_type char(4), crypt_type_desc nvarchar(60), crypt_property varbinary(max)"
        ),
        (
            "sys.openkeys",
            "database_id int, database_name sysname, key_id int, key_name sysname, key_guid uniqueidentifier, opened_date datetime, status smallint"
        ),
        (
            "sys.cryptographic_providers",
            "provider_id int, name sysname, guid uniqueidentifier, version nvarchar(24), dll_path nvarchar(512), is_enabled bit"
        ),
        (
            "sys.column_master_keys",
            "name sysname, column_master_key_id int, create_date datetime, modify_date datetime, key_store_provider_name sysname, key_path nvarchar(4000), allow_enclave_computations bit, signature varbinary(max)"
        ),
        ("sys.column_encryption_keys", "name sysname, column_encryption_key_id int, create_date datetime, modify_date datetime"),
        (
            "sys.column_encryption_key_values",
            "column_encryption_key_id int, column_master_key_id int, encrypted_value varbinary(max), encryption_algorithm_name sysname"
        ),
        (
            "sys.database_scoped_credentials",
            "credential_id int, name sysname, principal_id int, credential_identity nvarchar(4000), create_date datetime, modify_date datetime, target_type nvarchar(100), target_id int"
        ),
        (
            "sys.dm_database_encryption_keys",
            "database_id int, encryption_state int, create_date datetime, regenerate_date datetime, modify_date datetime, set_date datetime, opened_date datetime, "
                + "key_algorithm nvarchar(32), key_length int, encryptor_thumbprint varbinary(20), encryptor_type nvarchar(32), percent_complete real, "
                + "encryption_state_desc nvarchar(32), encryption_scan_state int, encryption_scan_state_desc nvarchar(32), encryption_scan_modify_date datetime"
        ),
        // Availability groups and mirroring
        (
            "sys.availability_groups",
            "group_id uniqueidentifier, name sysname, resource_id nvarchar(40), resource_group_id nvarchar(40), failure_condition_level int, "
                + "health_check_timeout int, automated_backup_preference tinyint, automated_backup_preference_desc nvarchar(60), version smallint, "
                + "basic_features bit, dtc_support bit, db_failover bit, is_distributed bit, cluster_type tinyint, cluster_type_desc nvarchar(60), "
                + "required_synchronized_secondaries_to_commit int, sequence_number bigint, is_contained bit"
        ),
        (
            "sys.availability_replicas",
            "replica_id uniqueidentifier, group_id uniqueidentifier, replica_metadata_id int, replica_server_name nvarchar(256), owner_sid varbinary(85), "
                + "endpoint_url nvarchar(128), availability_mode tinyint, availability_mode_desc nvarchar(60), failover_mode tinyint, "
                + "failover_mode_desc nvarchar(60), session_timeout int, primary_role_allow_connections tinyint, primary_role_allow_connections_desc nvarchar(60), "
                + "secondary_role_allow_connections tinyint, secondary_role_allow_connections_desc nvarchar(60), create_date datetime, modify_date datetime, "
                + "backup_priority int, read_only_routing_url nvarchar(256), seeding_mode tinyint, seeding_mode_desc nvarchar(60), read_write_routing_url nvarchar(256)"
        ),
        (
            "sys.availability_read_only_routing_lists",
            "replica_id uniqueidentifier, routing_priority int, read_only_replica_id uniqueidentifier"
        ),
        (
            "sys.availability_databases_cluster",
            "group_id uniqueidentifier, group_database_id uniqueidentifier, database_name sysname, truncation_lsn numeric(25,0)"
        ),
        (
            "sys.availability_group_listeners",
            "group_id uniqueidentifier, listener_id nvarchar(36), dns_name nvarchar(63), port int, is_conformant bit, ip_configuration_string_from_cluster nvarchar(max), is_distributed_network_name bit"
        ),
        (
            "sys.availability_group_listener_ip_addresses",
            "listener_id nvarchar(36), ip_address nvarchar(48), ip_subnet_mask nvarchar(15), is_dhcp bit, network_subnet_ip nvarchar(48), network_subnet_prefix_length int, network_subnet_ipv4_mask nvarchar(15), state tinyint, state_desc nvarchar(60)"
        ),
        (
            "sys.dm_hadr_availability_group_states",
            "group_id uniqueidentifier, primary_replica nvarchar(128), primary_recovery_health tinyint, primary_recovery_health_desc nvarchar(60), secondary_recovery_health tinyint, secondary_recovery_health_desc nvarchar(60), synchronization_health tinyint, synchronization_health_desc nvarchar(60)"
        ),
        (
            "sys.dm_hadr_availability_replica_states",
            "replica_id uniqueidentifier, group_id uniqueidentifier, is_local bit, role tinyint, role_desc nvarchar(60), operational_state tinyint, operational_state_desc nvarchar(60), connected_state tinyint, connected_state_desc nvarchar(60), recovery_health tinyint, recovery_health_desc nvarchar(60), synchronization_health tinyint, synchronization_health_desc nvarchar(60), last_connect_error_number int, last_connect_error_description nvarchar(1024), last_connect_error_timestamp datetime, current_configuration_commit_start_time_utc datetime, write_lease_remaining_ticks bigint"
        ),
        (
            "sys.dm_hadr_availability_replica_cluster_nodes",
            "group_name nvarchar(256), replica_server_name nvarchar(256), node_name nvarchar(256)"
        ),
        (
            "sys.dm_hadr_availability_replica_cluster_states",
            "replica_id uniqueidentifier, replica_server_name nvarchar(256), group_id uniqueidentifier, join_state tinyint, join_state_desc nvarchar(60)"
        ),
        (
            "sys.dm_hadr_database_replica_cluster_states",
            "replica_id uniqueidentifier, group_database_id uniqueidentifier, database_name sysname, is_failover_ready bit, is_pending_secondary_suspend bit, is_database_joined bit, recovery_lsn numeric(25,0), truncation_lsn numeric(25,0)"
        ),
        (
            "sys.dm_hadr_database_replica_states",
            "database_id int, group_id uniqueidentifier, replica_id uniqueidentifier, group_database_id uniqueidentifier, is_local bit, is_primary_replica bit, "
                + "synchronization_state tinyint, synchronization_state_desc nvarchar(60), is_commit_participant bit, synchronization_health tinyint, "
                + "synchronization_health_desc nvarchar(60), database_state tinyint, database_state_desc nvarchar(60), is_suspended bit, suspend_reason tinyint, "
                + "suspend_reason_desc nvarchar(60), recovery_lsn numeric(25,0), truncation_lsn numeric(25,0), last_sent_lsn numeric(25,0), last_sent_time datetime, "
                + "last_received_lsn numeric(25,0), last_received_time datetime, last_hardened_lsn numeric(25,0), last_hardened_time datetime, "
                + "last_redone_lsn numeric(25,0), last_redone_time datetime, log_send_queue_size bigint, log_send_rate bigint, redo_queue_size bigint, "
                + "redo_rate bigint, filestream_send_rate bigint, end_of_log_lsn numeric(25,0), last_commit_lsn numeric(25,0), last_commit_time datetime, "
                + "low_water_mark_for_ghosts bigint, secondary_lag_seconds bigint, quorum_commit_lsn numeric(25,0), quorum_commit_time datetime"
        ),
        (
            "sys.dm_hadr_cluster",
            "cluster_name nvarchar(128), quorum_type tinyint, quorum_type_desc nvarchar(60), quorum_state tinyint, quorum_state_desc nvarchar(60)"
        ),
        (
            "sys.dm_hadr_cluster_members",
            "member_name nvarchar(128), member_type tinyint, member_type_desc nvarchar(60), member_state tinyint, member_state_desc nvarchar(60), number_of_quorum_votes int"
        ),
        (
            "sys.dm_hadr_cluster_networks",
            "member_name nvarchar(128), network_subnet_ip nvarchar(48), network_subnet_ipv4_mask nvarchar(48), network_subnet_prefix_length int, is_public bit, is_ipv4 bit"
        ),
        (
            "sys.database_mirroring_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, role tinyint, role_desc nvarchar(60), is_encryption_enabled bit, connection_auth tinyint, connection_auth_desc nvarchar(60), certificate_id int, encryption_algorithm tinyint, encryption_algorithm_desc nvarchar(60)"
        ),
        (
            "sys.database_mirroring_witnesses",
            "database_name sysname, principal_server_name nvarchar(128), mirror_server_name nvarchar(128), safety_level tinyint, safety_level_desc nvarchar(60), safety_sequence_number int, role_sequence_number int, mirroring_guid uniqueidentifier, family_guid uniqueidentifier, is_suspended bit, is_suspended_sequence_number int, partner_sync_state tinyint, partner_sync_state_desc nvarchar(60)"
        ),
        (
            "sys.service_broker_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, is_message_forwarding_enabled bit, message_forwarding_size int, connection_auth tinyint, connection_auth_desc nvarchar(60), certificate_id int, encryption_algorithm tinyint, encryption_algorithm_desc nvarchar(60)"
        ),
        // Code and types
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
            ObjectColumns
                + ", start_value sql_variant, increment sql_variant, minimum_value sql_variant, maximum_value sql_variant, is_cycling bit, is_cached bit, cache_size int, system_type_id tinyint, user_type_id int, precision tinyint, scale tinyint, current_value sql_variant, is_exhausted bit, last_used_value sql_variant"
        ),
        (
            "sys.internal_tables",
            ObjectColumns
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
        ("sys.extended_properties", "class tinyint, class_desc nvarchar(60), major_id int, minor_id int, name sysname, value sql_variant"),
        // Tables and indexes of other kinds
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
            ObjectColumns
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
            ObjectColumns
                + ", is_disabled bit, is_not_trusted bit, delete_referential_action tinyint, delete_referential_action_desc nvarchar(60), is_system_named bit"
        ),
        (
            "sys.sensitivity_classifications",
            "class int, class_desc varchar(16), major_id int, minor_id int, label sysname, label_id sysname, information_type sysname, information_type_id sysname, rank int, rank_desc varchar(8)"
        ),
        (
            "sys.security_policies",
            ObjectColumns + ", is_enabled bit, is_schema_bound bit, uses_database_collation bit, is_not_for_replication bit"
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
        // XML, full-text
        (
            "sys.xml_schema_collections",
            "xml_collection_id int, schema_id int, principal_id int, name sysname, create_date datetime, modify_date datetime"
        ),
        ("sys.xml_schema_namespaces", "xml_collection_id int, name nvarchar(4000), xml_namespace_id int"),
        (
            "sys.fulltext_catalogs",
            "fulltext_catalog_id int, name sysname, path nvarchar(260), is_default bit, is_accent_sensitivity_on bit, data_space_id int, file_id int, principal_id int, is_importing bit"
        ),
        (
            "sys.fulltext_indexes",
            "object_id int, unique_index_id int, fulltext_catalog_id int, is_enabled bit, change_tracking_state char(1), change_tracking_state_desc nvarchar(60), has_crawl_completed bit, crawl_type char(1), crawl_type_desc nvarchar(60), crawl_start_date datetime, crawl_end_date datetime, incremental_timestamp binary(8), stoplist_id int, property_list_id int, data_space_id int"
        ),
        ("sys.fulltext_index_columns", "object_id int, column_id int, type_column_id int, language_id int, statistical_semantics int"),
        ("sys.fulltext_stoplists", "stoplist_id int, name sysname, create_date datetime, modify_date datetime, principal_id int"),
        ("sys.fulltext_stopwords", "stoplist_id int, stopword nvarchar(64), language nvarchar(128), language_id int"),
        ("sys.fulltext_languages", "lcid int, name sysname"),
        ("sys.fulltext_semantic_languages", "lcid int, name sysname"),
        (
            "sys.registered_search_property_lists",
            "property_list_id int, name sysname, create_date datetime, modify_date datetime, principal_id int"
        ),
        // Service Broker
        ("sys.services", "name sysname, service_id int, principal_id int, service_queue_id int"),
        (
            "sys.service_queues",
            ObjectColumns
                + ", max_readers smallint, activation_procedure nvarchar(776), execute_as_principal_id int, is_activation_enabled bit, is_receive_enabled bit, is_enqueue_enabled bit, is_retention_enabled bit, is_poison_message_handling_enabled bit"
        ),
        ("sys.service_contracts", "name sysname, service_contract_id int, principal_id int"),
        (
            "sys.service_message_types",
            "name sysname, message_type_id int, principal_id int, validation char(2), validation_desc nvarchar(60), xml_collection_id int"
        ),
        (
            "sys.routes",
            "name sysname, route_id int, principal_id int, remote_service_name nvarchar(256), broker_instance nvarchar(128), lifetime datetime, address nvarchar(256), mirror_address nvarchar(256)"
        ),
        (
            "sys.remote_service_bindings",
            "name sysname, remote_service_binding_id int, principal_id int, remote_service_name nvarchar(256), service_contract_id int, remote_principal_id int, is_anonymous_on bit"
        ),
        (
            "sys.conversation_priorities",
            "priority_id int, name sysname, service_contract_id int, local_service_id int, remote_service_name nvarchar(256), priority tinyint"
        ),
        // Audits, devices, resource governor
        (
            "sys.server_audits",
            "audit_id int, name sysname, audit_guid uniqueidentifier, create_date datetime, modify_date datetime, principal_id int, type char(2), type_desc nvarchar(60), on_failure tinyint, on_failure_desc nvarchar(60), is_state_enabled bit, queue_delay int, predicate nvarchar(3000)"
        ),
        (
            "sys.server_file_audits",
            "audit_id int, name sysname, audit_guid uniqueidentifier, create_date datetime, modify_date datetime, principal_id int, type char(2), type_desc nvarchar(60), on_failure tinyint, on_failure_desc nvarchar(60), is_state_enabled bit, queue_delay int, predicate nvarchar(3000), max_file_size bigint, max_rollover_files int, max_files int, reserve_disk_space bit, log_file_path nvarchar(260), log_file_name nvarchar(260), retention_days int"
        ),
        (
            "sys.server_audit_specifications",
            "server_specification_id int, name sysname, create_date datetime, modify_date datetime, audit_guid uniqueidentifier, is_state_enabled bit"
        ),
        (
            "sys.server_audit_specification_details",
            "server_specification_id int, audit_action_id char(4), audit_action_name nvarchar(128), class tinyint, class_desc nvarchar(60), major_id int, minor_id int, audited_principal_id int, audited_result nvarchar(60), is_group bit"
        ),
        (
            "sys.database_audit_specifications",
            "database_specification_id int, name sysname, create_date datetime, modify_date datetime, audit_guid uniqueidentifier, is_state_enabled bit"
        ),
        (
            "sys.database_audit_specification_details",
            "database_specification_id int, audit_action_id char(4), audit_action_name nvarchar(128), class tinyint, class_desc nvarchar(60), major_id int, minor_id int, audited_principal_id int, audited_result nvarchar(60), is_group bit"
        ),
        ("sys.backup_devices", "name sysname, type tinyint, type_desc nvarchar(60), physical_name nvarchar(260)"),
        (
            "sys.resource_governor_workload_groups",
            "group_id int, name sysname, importance sysname, request_max_memory_grant_percent int, request_max_cpu_time_sec int, request_memory_grant_timeout_sec int, max_dop int, group_max_requests int, pool_id int, external_pool_id int, request_max_memory_grant_percent_numeric float"
        ),
        (
            "sys.resource_governor_resource_pools",
            "pool_id int, name sysname, min_cpu_percent int, max_cpu_percent int, min_memory_percent int, max_memory_percent int, cap_cpu_percent int, min_iops_per_volume int, max_iops_per_volume int"
        ),
        (
            "sys.dm_resource_governor_resource_pools",
            "pool_id int, name sysname, statistics_start_time datetime, total_cpu_usage_ms bigint, cache_memory_kb bigint, "
                + "compile_memory_kb bigint, used_memgrant_kb bigint, total_memgrant_count bigint, total_memgrant_timeout_count bigint, "
                + "active_memgrant_count int, active_memgrant_kb bigint, memgrant_waiter_count int, max_memory_kb bigint, used_memory_kb bigint, "
                + "target_memory_kb bigint, out_of_memory_count bigint, min_cpu_percent int, max_cpu_percent int, min_memory_percent int, "
                + "max_memory_percent int, cap_cpu_percent int, min_iops_per_volume int, max_iops_per_volume int"
        ),
        ("sys.dm_resource_governor_resource_pool_affinity", "pool_id int, processor_group smallint, scheduler_mask bigint"),
        (
            "sys.selective_xml_index_paths",
            "object_id int, index_id int, path_id int, path nvarchar(4000), name sysname, path_type tinyint, path_type_desc sysname, xml_component_id int, xquery_type_description nvarchar(4000), is_xquery_type_inferred bit, xquery_max_length smallint, is_xquery_max_length_inferred bit, is_node bit, system_type_id tinyint, user_type_id tinyint, max_length smallint, precision tinyint, scale tinyint, collation_name sysname, is_singleton bit"
        ),
        (
            "sys.selective_xml_index_namespaces",
            "object_id int, index_id int, is_default_uri bit, uri nvarchar(1024), prefix nvarchar(1024)"
        ),
        (
            "sys.xml_schema_components",
            "xml_component_id int, xml_collection_id int, xml_namespace_id int, is_qualified bit, name nvarchar(4000), symbol_space char(1), symbol_space_desc nvarchar(60), kind char(1), kind_desc nvarchar(60), derivation char(1), derivation_desc nvarchar(60), base_xml_component_id int, scoping_xml_component_id int"
        ),
        ("sys.function_order_columns", "object_id int, order_column_id int, column_id int, is_descending bit"),
        ("sys.edge_constraint_clauses", "object_id int, from_object_id int, to_object_id int"),
        (
            "sys.http_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, site nvarchar(128), url_path nvarchar(4000), is_clear_port_enabled bit, clear_port int, is_ssl_port_enabled bit, ssl_port int, is_anonymous_enabled bit, is_basic_auth_enabled bit, is_digest_auth_enabled bit, is_kerberos_auth_enabled bit, is_ntlm_auth_enabled bit, is_integrated_auth_enabled bit, authorization_realm nvarchar(128), default_logon_domain nvarchar(128), is_compression_enabled bit"
        ),
        (
            "sys.soap_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, is_sql_language_enabled bit, wsdl_generator_procedure nvarchar(776), default_database sysname, default_namespace nvarchar(384), default_result_schema tinyint, default_result_schema_desc nvarchar(60), is_xml_charset_enforced bit, is_session_enabled bit, session_timeout int, login_type nvarchar(60), header_limit int"
        ),
        (
            "sys.endpoint_webmethods",
            "endpoint_id int, namespace nvarchar(384), method_alias nvarchar(64), object_name nvarchar(776), result_schema tinyint, result_schema_desc nvarchar(60), result_format tinyint, result_format_desc nvarchar(60)"
        ),
        (
            "sys.via_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, discriminator nvarchar(128)"
        ),
        (
            "sys.dm_db_xtp_table_memory_stats",
            "object_id int, memory_allocated_for_table_kb bigint, memory_used_by_table_kb bigint, memory_allocated_for_indexes_kb bigint, memory_used_by_indexes_kb bigint"
        ),
        (
            "sys.resource_governor_external_resource_pools",
            "external_pool_id int, name sysname, max_cpu_percent int, max_memory_percent int, max_processes int, version bigint"
        ),
        (
            "sys.dm_os_performance_counters",
            "object_name nchar(128), counter_name nchar(128), instance_name nchar(128), cntr_value bigint, cntr_type int"
        ),
        (
            "sys.dm_exec_query_stats",
            "sql_handle varbinary(64), statement_start_offset int, statement_end_offset int, plan_generation_num bigint, plan_handle varbinary(64), creation_time datetime, last_execution_time datetime, execution_count bigint, total_worker_time bigint, total_elapsed_time bigint"
        ),
        (
            "sys.dm_os_waiting_tasks",
            "waiting_task_address varbinary(8), session_id smallint, exec_context_id int, wait_duration_ms bigint, wait_type nvarchar(60), resource_address varbinary(8), blocking_task_address varbinary(8), blocking_session_id smallint, blocking_exec_context_id int, resource_description nvarchar(3072)"
        ),
        (
            "sys.dm_os_wait_stats",
            "wait_type nvarchar(60), waiting_tasks_count bigint, wait_time_ms bigint, max_wait_time_ms bigint, signal_wait_time_ms bigint"
        ),
        (
            "sys.dm_tran_active_snapshot_database_transactions",
            "transaction_id bigint, transaction_sequence_num bigint, commit_sequence_num bigint, session_id int, is_snapshot bit, first_snapshot_sequence_num bigint, max_version_chain_traversed int, average_version_chain_traversed float, elapsed_time_seconds bigint"
        ),
        (
            "sys.dm_tran_persistent_version_store_stats",
            "database_id int, pvs_filegroup_id smallint, persistent_version_store_size_kb bigint, online_index_version_store_size_kb bigint, current_aborted_transaction_count bigint, oldest_active_transaction_id bigint, oldest_aborted_transaction_id bigint, min_transaction_timestamp bigint, online_index_min_transaction_timestamp bigint, secondary_low_water_mark bigint, offrow_version_cleaner_start_time datetime, offrow_version_cleaner_end_time datetime, aborted_version_cleaner_start_time datetime, aborted_version_cleaner_end_time datetime"
        ),
        ("sys.dm_io_cluster_valid_path_names", "path_name nvarchar(512), cluster_owner_node nvarchar(60), is_cluster_shared_volume bit"),
    ];

    internal static IEnumerable<SystemView> All() =>
        Declared.Select(view => new ViewOf<Database>(view.Name, (_, _) => []).Columns(view.Columns).Build());
}
