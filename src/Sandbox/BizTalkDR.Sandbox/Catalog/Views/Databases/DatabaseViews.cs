using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>sys.databases.</summary>
internal static class DatabaseViews
{
    internal static IEnumerable<SystemView> All() => [Databases().Build(), RecoveryStatus().Build(), Mirroring().Build()];

    /// <summary>The databases a session may know of: with VIEW ANY DATABASE all, else master, tempdb and its own.</summary>
    internal static IEnumerable<Database> Visible(SqlSession session)
    {
        var mayAll = Permissions.HasServer(session, "VIEW ANY DATABASE");
        return session.Instance.Databases.Where(database =>
            mayAll || database.Id <= 2 || database.OwnerSid.AsSpan().SequenceEqual(session.Login.Sid)
        );
    }

    private static ViewOf<Database> Databases() =>
        new ViewOf<Database>("sys.databases", (session, _) => Visible(session))
            .Column("name sysname", database => database.Name)
            .Column("database_id int", database => database.Id)
            .Columns("source_database_id int")
            .Column("owner_sid varbinary(85)", database => database.OwnerSid)
            .Column("create_date datetime", database => database.CreateDate)
            .Column("compatibility_level tinyint", database => database.Options.CompatibilityLevel)
            .Column("collation_name sysname", database => Permissions.IsReadable(database) ? database.Options.Collation : null)
            .Column("user_access tinyint", database => database.Options.UserAccess)
            .Column("user_access_desc nvarchar(60)", database => Describe.UserAccess(database.Options.UserAccess))
            .Column("is_read_only bit", database => database.Options.IsReadOnly)
            .Column("is_auto_close_on bit", database => database.Options.IsAutoClose)
            .Column("is_auto_shrink_on bit", database => database.Options.IsAutoShrink)
            .Column("state tinyint", database => database.State)
            .Column("state_desc nvarchar(60)", database => Describe.State(database.State))
            .Column("is_in_standby bit", database => database.IsInStandby)
            .Columns("is_cleanly_shutdown bit = 0, is_supplemental_logging_enabled bit = 0")
            .Column("snapshot_isolation_state tinyint", database => database.Options.IsSnapshotIsolationAllowed ? 1 : 0)
            .Column("snapshot_isolation_state_desc nvarchar(60)", database => Describe.OnOff(database.Options.IsSnapshotIsolationAllowed))
            .Column("is_read_committed_snapshot_on bit", database => database.Options.IsReadCommittedSnapshot)
            .Column("recovery_model tinyint", database => database.Options.RecoveryModel)
            .Column("recovery_model_desc nvarchar(60)", database => Describe.RecoveryModel(database.Options.RecoveryModel))
            .Column("page_verify_option tinyint", database => database.Options.PageVerify)
            .Column("page_verify_option_desc nvarchar(60)", database => Describe.PageVerify(database.Options.PageVerify))
            .Column("is_auto_create_stats_on bit", database => database.Options.IsAutoCreateStatistics)
            .Columns("is_auto_create_stats_incremental_on bit = 0")
            .Column("is_auto_update_stats_on bit", database => database.Options.IsAutoUpdateStatistics)
            .Columns("is_auto_update_stats_async_on bit = 0")
            .Column("is_ansi_null_default_on bit", database => database.Options.IsAnsiNullDefault)
            .Column("is_ansi_nulls_on bit", database => database.Options.IsAnsiNulls)
            .Column("is_ansi_padding_on bit", database => database.Options.IsAnsiPadding)
            .Column("is_ansi_warnings_on bit", database => database.Options.IsAnsiWarnings)
            .Column("is_arithabort_on bit", database => database.Options.IsArithAbort)
            .Column("is_concat_null_yields_null_on bit", database => database.Options.IsConcatNullYieldsNull)
            .Column("is_numeric_roundabort_on bit", database => database.Options.IsNumericRoundAbort)
            .Column("is_quoted_identifier_on bit", database => database.Options.IsQuotedIdentifier)
            .Column("is_recursive_triggers_on bit", database => database.Options.IsRecursiveTriggers)
            .Columns("is_cursor_close_on_commit_on bit = 0, is_local_cursor_default bit = 0, is_fulltext_enabled bit = 0")
            .Column("is_trustworthy_on bit", database => database.Options.IsTrustworthy)
            .Column("is_db_chaining_on bit", database => database.Options.IsDbChaining)
            .Columns("is_parameterization_forced bit = 0, is_master_key_encrypted_by_server bit = 0, is_query_store_on bit = 0")
            .Columns("is_published bit = 0, is_subscribed bit = 0, is_merge_published bit = 0, is_distributor bit = 0")
            .Columns("is_sync_with_backup bit = 0")
            .Column("service_broker_guid uniqueidentifier", database => database.ServiceBrokerGuid)
            .Column("is_broker_enabled bit", database => database.Options.IsBrokerEnabled)
            .Column("log_reuse_wait tinyint", database => Describe.LogReuseWait(database.LogReuseWait))
            .Column("log_reuse_wait_desc nvarchar(60)", database => database.LogReuseWait)
            .Columns("is_date_correlation_on bit = 0, is_cdc_enabled bit = 0")
            .Column("is_encrypted bit", database => database.Options.IsEncrypted)
            .Columns("is_honor_broker_priority_on bit = 0")
            .Column("replica_id uniqueidentifier", database => AvailabilityGroup.Of(database)?.ReplicaOn(database.Instance)?.Id)
            .Column("group_database_id uniqueidentifier", database => AvailabilityGroup.Of(database)?.IdOf(database.Name))
            .Columns("resource_pool_id int, default_language_lcid smallint, default_language_name nvarchar(128)")
            .Columns("default_fulltext_language_lcid int, default_fulltext_language_name nvarchar(128)")
            .Columns("is_nested_triggers_on bit, is_transform_noise_words_on bit, two_digit_year_cutoff smallint")
            .Columns("containment tinyint = 0, containment_desc nvarchar(60) = NONE, target_recovery_time_in_seconds int = 60")
            .Columns("delayed_durability int = 0, delayed_durability_desc nvarchar(60) = DISABLED")
            .Columns("is_memory_optimized_elevate_to_snapshot_on bit = 0, is_federation_member bit = 0")
            .Columns("is_remote_data_archive_enabled bit = 0, is_mixed_page_allocation_on bit = 0")
            .Columns("is_temporal_history_retention_enabled bit = 1, catalog_collation_type int = 0")
            .Columns("catalog_collation_type_desc nvarchar(60) = DATABASE_DEFAULT")
            .Column("physical_database_name nvarchar(128)", database => database.Name)
            .Columns("is_result_set_caching_on bit = 0, is_accelerated_database_recovery_on bit = 0")
            .Columns("is_tempdb_spill_to_remote_store bit = 0, is_stale_page_detection_on bit = 0, is_memory_optimized_enabled bit = 1");

    private static ViewOf<Database> RecoveryStatus() =>
        new ViewOf<Database>("sys.database_recovery_status", (session, _) => Visible(session))
            .Column("database_id int", database => database.Id)
            .Column("database_guid uniqueidentifier", database => IsOpen(database) ? database.DatabaseGuid : null)
            .Column("family_guid uniqueidentifier", database => IsOpen(database) ? database.FamilyGuid : null)
            .Column("last_log_backup_lsn numeric(25,0)", database => IsOpen(database) ? database.LastLogBackupLsn : null)
            .Column("recovery_fork_guid uniqueidentifier", database => IsOpen(database) ? database.RecoveryForkGuid : null)
            .Column("first_recovery_fork_guid uniqueidentifier", database => IsOpen(database) ? database.FirstRecoveryForkGuid : null)
            .Column("fork_point_lsn numeric(25,0)", database => IsOpen(database) && HasForked(database) ? database.ForkPointLsn : null);

    private static ViewOf<Database> Mirroring() =>
        new ViewOf<Database>("sys.database_mirroring", (session, _) => Visible(session))
            .Column("database_id int", database => database.Id)
            .Columns("mirroring_guid uniqueidentifier, mirroring_state tinyint, mirroring_state_desc nvarchar(60)")
            .Columns("mirroring_role tinyint, mirroring_role_desc nvarchar(60), mirroring_role_sequence int")
            .Columns("mirroring_safety_level tinyint, mirroring_safety_level_desc nvarchar(60)")
            .Columns("mirroring_safety_sequence int, mirroring_partner_name nvarchar(128)")
            .Columns("mirroring_partner_instance nvarchar(128), mirroring_witness_name nvarchar(128)")
            .Columns("mirroring_witness_state tinyint, mirroring_witness_state_desc nvarchar(60)")
            .Columns("mirroring_failover_lsn numeric(25,0), mirroring_connection_timeout int, mirroring_redo_queue int")
            .Columns("mirroring_redo_queue_type nvarchar(60), mirroring_end_of_log_lsn numeric(25,0)")
            .Columns("mirroring_replication_lsn numeric(25,0)");

    /// <summary>Whether the next log backup begins on another recovery path than the database is on: until it is taken.</summary>
    private static bool HasForked(Database database) => database.FirstRecoveryForkGuid != database.RecoveryForkGuid;

    private static bool IsOpen(Database database) => Permissions.IsReadable(database);
}
