namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Audits, backup devices, the resource governor, and counters that a sandbox does not keep.</summary>
internal static class ManagementViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
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
}
