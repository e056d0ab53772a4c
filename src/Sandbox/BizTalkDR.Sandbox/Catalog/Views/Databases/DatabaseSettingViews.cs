using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>Settings of a database that every one has, at their defaults: scoped configurations, FILESTREAM and the query store.</summary>
internal static class DatabaseSettingViews
{
    private static readonly (int Id, string Name, object Value)[] Scoped =
    [
        (1, "MAXDOP", 0),
        (2, "LEGACY_CARDINALITY_ESTIMATION", 0),
        (3, "PARAMETER_SNIFFING", 1),
        (4, "QUERY_OPTIMIZER_HOTFIXES", 0),
        (6, "IDENTITY_CACHE", 1),
        (7, "INTERLEAVED_EXECUTION_TVF", 1),
        (8, "BATCH_MODE_MEMORY_GRANT_FEEDBACK", 1),
        (9, "BATCH_MODE_ADAPTIVE_JOINS", 1),
        (10, "TSQL_SCALAR_UDF_INLINING", 1),
        (11, "ELEVATE_ONLINE", "OFF"),
        (12, "ELEVATE_RESUMABLE", "OFF"),
        (13, "OPTIMIZE_FOR_AD_HOC_WORKLOADS", 0),
        (14, "XTP_PROCEDURE_EXECUTION_STATISTICS", 0),
        (15, "XTP_QUERY_EXECUTION_STATISTICS", 0),
        (16, "ROW_MODE_MEMORY_GRANT_FEEDBACK", 1),
        (18, "BATCH_MODE_ON_ROWSTORE", 1),
        (19, "DEFERRED_COMPILATION_TV", 1),
        (20, "ACCELERATED_PLAN_FORCING", 1),
        (21, "GLOBAL_TEMPORARY_TABLE_AUTO_DROP", 1),
        (22, "LIGHTWEIGHT_QUERY_PROFILING", 1),
        (23, "VERBOSE_TRUNCATION_WARNINGS", 1),
        (24, "LAST_QUERY_PLAN_STATS", 0),
    ];

    internal static IEnumerable<SystemView> All() =>
        [ScopedConfigurations().Build(), FileStream().Build(), QueryStore().Build(), Governor().Build(), GovernorState().Build()];

    private static ViewOf<(int Id, string Name, object Value)> ScopedConfigurations() =>
        new ViewOf<(int Id, string Name, object Value)>("sys.database_scoped_configurations", (_, _) => Scoped)
            .Column("configuration_id int", setting => setting.Id)
            .Column("name nvarchar(60)", setting => setting.Name)
            .Column("value sql_variant", setting => setting.Value)
            .Columns("value_for_secondary sql_variant, is_value_default bit = 1");

    private static ViewOf<Database> FileStream() =>
        new ViewOf<Database>("sys.database_filestream_options", (session, _) => DatabaseViews.Visible(session))
            .Column("database_id int", database => database.Id)
            .Columns("non_transacted_access tinyint = 0, non_transacted_access_desc nvarchar(60) = OFF, directory_name nvarchar(255)");

    private static ViewOf<Database> QueryStore() =>
        new ViewOf<Database>("sys.database_query_store_options", (_, database) => [database])
            .Columns("desired_state smallint = 0, desired_state_desc nvarchar(60) = OFF, actual_state smallint = 0")
            .Columns("actual_state_desc nvarchar(60) = OFF, readonly_reason int = 0, current_storage_size_mb bigint = 0")
            .Columns("flush_interval_seconds bigint = 900, interval_length_minutes bigint = 60, max_storage_size_mb bigint = 100")
            .Columns("stale_query_threshold_days bigint = 30, max_plans_per_query bigint = 200, query_capture_mode smallint = 1")
            .Columns("query_capture_mode_desc nvarchar(60) = ALL, size_based_cleanup_mode smallint = 1")
            .Columns("size_based_cleanup_mode_desc nvarchar(60) = AUTO, wait_stats_capture_mode smallint = 1")
            .Columns("wait_stats_capture_mode_desc nvarchar(60) = ON, actual_state_additional_info nvarchar(8000)")
            .Columns("capture_policy_execution_count int, capture_policy_total_compile_cpu_time_ms bigint")
            .Columns("capture_policy_total_execution_cpu_time_ms bigint, capture_policy_stale_threshold_hours int");

    private static ViewOf<int> Governor() =>
        new ViewOf<int>("sys.resource_governor_configuration", (_, _) => [0]).Columns(
            "classifier_function_id int = 0, is_enabled bit = 0, max_outstanding_io_per_volume int = 0"
        );

    private static ViewOf<int> GovernorState() =>
        new ViewOf<int>("sys.dm_resource_governor_configuration", (_, _) => [0]).Columns(
            "classifier_function_id int = 0, is_reconfiguration_pending bit = 0, max_outstanding_io_per_volume int = 0"
        );
}
