-- The tables of msdb: SQL Server Agent's own, and the backup and restore history. Columns as documented for SQL Server 2019.

CREATE TABLE dbo.sysoriginatingservers (
    originating_server_id int NOT NULL PRIMARY KEY,
    originating_server sysname NOT NULL UNIQUE,
    master_server bit NULL
)
GO
CREATE VIEW dbo.sysoriginatingservers_view AS
SELECT 0 AS originating_server_id, CONVERT(sysname, SERVERPROPERTY('ServerName')) AS originating_server, CONVERT(bit, 0) AS master_server
UNION ALL
SELECT originating_server_id, originating_server, master_server FROM dbo.sysoriginatingservers
GO
CREATE TABLE dbo.sysjobs (
    job_id uniqueidentifier NOT NULL,
    originating_server_id int NOT NULL,
    name sysname NOT NULL,
    enabled tinyint NOT NULL,
    description nvarchar(512) NULL,
    start_step_id int NOT NULL,
    category_id int NOT NULL,
    owner_sid varbinary(85) NOT NULL,
    notify_level_eventlog int NOT NULL,
    notify_level_email int NOT NULL,
    notify_level_netsend int NOT NULL,
    notify_level_page int NOT NULL,
    notify_email_operator_id int NOT NULL,
    notify_netsend_operator_id int NOT NULL,
    notify_page_operator_id int NOT NULL,
    delete_level int NOT NULL,
    date_created datetime NOT NULL,
    date_modified datetime NOT NULL,
    version_number int NOT NULL,
    CONSTRAINT PK_sysjobs PRIMARY KEY (job_id)
)
GO
CREATE TABLE dbo.sysjobsteps (
    job_id uniqueidentifier NOT NULL,
    step_id int NOT NULL,
    step_name sysname NOT NULL,
    subsystem nvarchar(40) NOT NULL,
    command nvarchar(max) NULL,
    flags int NOT NULL,
    additional_parameters nvarchar(max) NULL,
    cmdexec_success_code int NOT NULL,
    on_success_action tinyint NOT NULL,
    on_success_step_id int NOT NULL,
    on_fail_action tinyint NOT NULL,
    on_fail_step_id int NOT NULL,
    server sysname NULL,
    database_name sysname NULL,
    database_user_name sysname NULL,
    retry_attempts int NOT NULL,
    retry_interval int NOT NULL,
    os_run_priority int NOT NULL,
    output_file_name nvarchar(200) NULL,
    last_run_outcome int NOT NULL,
    last_run_duration int NOT NULL,
    last_run_retries int NOT NULL,
    last_run_date int NOT NULL,
    last_run_time int NOT NULL,
    proxy_id int NULL,
    step_uid uniqueidentifier NULL,
    CONSTRAINT PK_sysjobsteps PRIMARY KEY (job_id, step_id)
)
GO
CREATE TABLE dbo.sysjobservers (
    job_id uniqueidentifier NOT NULL,
    server_id int NOT NULL,
    last_run_outcome tinyint NOT NULL,
    last_outcome_message nvarchar(4000) NULL,
    last_run_date int NOT NULL,
    last_run_time int NOT NULL,
    last_run_duration int NOT NULL,
    CONSTRAINT PK_sysjobservers PRIMARY KEY (job_id, server_id)
)
GO
CREATE TABLE dbo.syssessions (
    session_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    agent_start_date datetime NOT NULL
)
GO
CREATE TABLE dbo.sysjobactivity (
    session_id int NOT NULL,
    job_id uniqueidentifier NOT NULL,
    run_requested_date datetime NULL,
    run_requested_source sysname NULL,
    queued_date datetime NULL,
    start_execution_date datetime NULL,
    last_executed_step_id int NULL,
    last_executed_step_date datetime NULL,
    stop_execution_date datetime NULL,
    job_history_id int NULL,
    next_scheduled_run_date datetime NULL,
    CONSTRAINT PK_sysjobactivity PRIMARY KEY (session_id, job_id)
)
GO
CREATE TABLE dbo.sysjobhistory (
    instance_id int IDENTITY(1, 1) NOT NULL,
    job_id uniqueidentifier NOT NULL,
    step_id int NOT NULL,
    step_name sysname NOT NULL,
    sql_message_id int NOT NULL,
    sql_severity int NOT NULL,
    message nvarchar(4000) NULL,
    run_status int NOT NULL,
    run_date int NOT NULL,
    run_time int NOT NULL,
    run_duration int NOT NULL,
    operator_id_emailed int NOT NULL,
    operator_id_netsent int NOT NULL,
    operator_id_paged int NOT NULL,
    retries_attempted int NOT NULL,
    server sysname NOT NULL,
    CONSTRAINT PK_sysjobhistory PRIMARY KEY (instance_id)
)
GO
CREATE TABLE dbo.sysschedules (
    schedule_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    schedule_uid uniqueidentifier NOT NULL,
    originating_server_id int NOT NULL,
    name sysname NOT NULL,
    owner_sid varbinary(85) NOT NULL,
    enabled int NOT NULL,
    freq_type int NOT NULL,
    freq_interval int NOT NULL,
    freq_subday_type int NOT NULL,
    freq_subday_interval int NOT NULL,
    freq_relative_interval int NOT NULL,
    freq_recurrence_factor int NOT NULL,
    active_start_date int NOT NULL,
    active_end_date int NOT NULL,
    active_start_time int NOT NULL,
    active_end_time int NOT NULL,
    date_created datetime NOT NULL DEFAULT (getdate()),
    date_modified datetime NOT NULL DEFAULT (getdate()),
    version_number int NOT NULL DEFAULT (1)
)
GO
CREATE TABLE dbo.sysjobschedules (
    schedule_id int NULL,
    job_id uniqueidentifier NULL,
    next_run_date int NOT NULL DEFAULT (0),
    next_run_time int NOT NULL DEFAULT (0)
)
GO
CREATE TABLE dbo.sysjobstepslogs (
    log_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    log nvarchar(max) NOT NULL,
    date_created datetime NOT NULL DEFAULT (getdate()),
    date_modified datetime NOT NULL DEFAULT (getdate()),
    log_size bigint NOT NULL,
    step_uid uniqueidentifier NOT NULL
)
GO
CREATE TABLE dbo.syscategories (
    category_id int IDENTITY(100, 1) NOT NULL PRIMARY KEY,
    category_class int NOT NULL,
    category_type tinyint NOT NULL,
    name sysname NOT NULL
)
GO
CREATE TABLE dbo.sysoperators (
    id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    name sysname NOT NULL UNIQUE,
    enabled tinyint NOT NULL,
    email_address nvarchar(100) NULL,
    last_email_date int NOT NULL,
    last_email_time int NOT NULL,
    pager_address nvarchar(100) NULL,
    last_pager_date int NOT NULL,
    last_pager_time int NOT NULL,
    weekday_pager_start_time int NOT NULL,
    weekday_pager_end_time int NOT NULL,
    saturday_pager_start_time int NOT NULL,
    saturday_pager_end_time int NOT NULL,
    sunday_pager_start_time int NOT NULL,
    sunday_pager_end_time int NOT NULL,
    pager_days tinyint NOT NULL,
    netsend_address nvarchar(100) NULL,
    last_netsend_date int NOT NULL,
    last_netsend_time int NOT NULL,
    category_id int NOT NULL
)
GO
CREATE TABLE dbo.sysalerts (
    id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    name sysname NOT NULL UNIQUE,
    event_source nvarchar(100) NOT NULL,
    event_category_id int NULL,
    event_id int NULL,
    message_id int NOT NULL,
    severity int NOT NULL,
    enabled tinyint NOT NULL,
    delay_between_responses int NOT NULL,
    last_occurrence_date int NOT NULL,
    last_occurrence_time int NOT NULL,
    last_response_date int NOT NULL,
    last_response_time int NOT NULL,
    notification_message nvarchar(512) NULL,
    include_event_description tinyint NOT NULL,
    database_name nvarchar(512) NULL,
    event_description_keyword nvarchar(100) NULL,
    occurrence_count int NOT NULL,
    count_reset_date int NOT NULL,
    count_reset_time int NOT NULL,
    job_id uniqueidentifier NOT NULL,
    has_notification int NOT NULL,
    flags int NOT NULL,
    performance_condition nvarchar(512) NULL,
    category_id int NOT NULL
)
GO
CREATE TABLE dbo.sysnotifications (
    alert_id int NOT NULL,
    operator_id int NOT NULL,
    notification_method tinyint NOT NULL,
    PRIMARY KEY (alert_id, operator_id)
)
GO
CREATE TABLE dbo.sysproxies (
    proxy_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    name sysname NOT NULL,
    credential_id int NOT NULL,
    enabled tinyint NOT NULL,
    description nvarchar(512) NULL,
    user_sid varbinary(85) NOT NULL,
    credential_date_created datetime NOT NULL
)
GO
CREATE TABLE dbo.sysproxylogin (
    proxy_id int NOT NULL,
    sid varbinary(85) NULL,
    flags int NOT NULL DEFAULT (0)
)
GO
CREATE TABLE dbo.sysproxysubsystem (
    subsystem_id int NOT NULL,
    proxy_id int NOT NULL
)
GO
CREATE TABLE dbo.syssubsystems (
    subsystem_id int NOT NULL,
    subsystem nvarchar(40) NOT NULL,
    description_id int NULL,
    subsystem_dll nvarchar(255) NULL,
    agent_exe nvarchar(255) NULL,
    start_entry_point nvarchar(30) NULL,
    event_entry_point nvarchar(30) NULL,
    stop_entry_point nvarchar(30) NULL,
    max_worker_threads int NULL
)
GO
CREATE TABLE dbo.systargetservers (
    server_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    server_name sysname NOT NULL,
    location nvarchar(200) NULL,
    time_zone_adjustment int NOT NULL,
    enlist_date datetime NOT NULL DEFAULT (getdate()),
    last_poll_date datetime NOT NULL DEFAULT (getdate()),
    status int NOT NULL DEFAULT (1),
    local_time_at_last_poll datetime NOT NULL DEFAULT (getdate()),
    enlisted_by_nt_user nvarchar(100) NOT NULL,
    poll_interval int NOT NULL
)
GO
CREATE VIEW dbo.systargetservers_view AS
SELECT server_id, server_name, enlist_date, last_poll_date FROM dbo.systargetservers
UNION ALL
SELECT 0, CONVERT(sysname, SERVERPROPERTY('ServerName')), CONVERT(datetime, NULL), CONVERT(datetime, NULL)
GO
CREATE TABLE dbo.systargetservergroups (
    servergroup_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    name sysname NOT NULL
)
GO
CREATE TABLE dbo.systargetservergroupmembers (
    servergroup_id int NOT NULL,
    server_id int NOT NULL,
    PRIMARY KEY (servergroup_id, server_id)
)
GO
CREATE TABLE dbo.sysdownloadlist (
    instance_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    source_server sysname NOT NULL,
    operation_code tinyint NOT NULL,
    object_type tinyint NOT NULL,
    object_id uniqueidentifier NOT NULL,
    target_server sysname NOT NULL,
    error_message nvarchar(1024) NULL,
    date_posted datetime NOT NULL DEFAULT (getdate()),
    date_downloaded datetime NULL,
    status tinyint NOT NULL,
    deleted_object_name sysname NULL
)
GO
CREATE VIEW dbo.sysjobs_view AS
SELECT
    jobs.job_id,
    jobs.originating_server_id,
    svr.originating_server,
    jobs.name,
    jobs.enabled,
    jobs.description,
    jobs.start_step_id,
    jobs.category_id,
    jobs.owner_sid,
    jobs.notify_level_eventlog,
    jobs.notify_level_email,
    jobs.notify_level_netsend,
    jobs.notify_level_page,
    jobs.notify_email_operator_id,
    jobs.notify_netsend_operator_id,
    jobs.notify_page_operator_id,
    jobs.delete_level,
    jobs.date_created,
    jobs.date_modified,
    jobs.version_number,
    svr.master_server
FROM dbo.sysjobs AS jobs
INNER JOIN dbo.sysoriginatingservers_view AS svr ON jobs.originating_server_id = svr.originating_server_id
WHERE jobs.owner_sid = SUSER_SID()
    OR ISNULL(IS_SRVROLEMEMBER(N'sysadmin'), 0) = 1
    OR ISNULL(IS_MEMBER(N'SQLAgentReaderRole'), 0) = 1
    OR ISNULL(IS_MEMBER(N'SQLAgentOperatorRole'), 0) = 1
GO
CREATE VIEW dbo.sysschedules_localserver_view AS
SELECT
    sched.schedule_id,
    sched.schedule_uid,
    sched.originating_server_id,
    sched.name,
    sched.owner_sid,
    sched.enabled,
    sched.freq_type,
    sched.freq_interval,
    sched.freq_subday_type,
    sched.freq_subday_interval,
    sched.freq_relative_interval,
    sched.freq_recurrence_factor,
    sched.active_start_date,
    sched.active_end_date,
    sched.active_start_time,
    sched.active_end_time,
    sched.date_created,
    sched.date_modified,
    sched.version_number,
    svr.originating_server,
    svr.master_server
FROM dbo.sysschedules AS sched
INNER JOIN dbo.sysoriginatingservers_view AS svr ON sched.originating_server_id = svr.originating_server_id
WHERE svr.master_server = 0
GO
CREATE TABLE dbo.backupmediaset (
    media_set_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    media_uuid uniqueidentifier NULL,
    media_family_count tinyint NULL,
    name nvarchar(128) NULL,
    description nvarchar(255) NULL,
    software_name nvarchar(128) NULL,
    software_vendor_id int NULL,
    MTF_major_version tinyint NULL,
    mirror_count tinyint NULL,
    is_password_protected bit NULL,
    is_compressed bit NULL,
    is_encrypted bit NULL
)
GO
CREATE TABLE dbo.backupmediafamily (
    media_set_id int NOT NULL,
    family_sequence_number tinyint NOT NULL,
    media_family_id uniqueidentifier NULL,
    media_count int NULL,
    logical_device_name nvarchar(128) NULL,
    physical_device_name nvarchar(260) NULL,
    device_type tinyint NULL,
    physical_block_size int NULL,
    mirror tinyint NOT NULL DEFAULT (0),
    PRIMARY KEY (media_set_id, family_sequence_number, mirror)
)
GO
CREATE TABLE dbo.backupset (
    backup_set_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    backup_set_uuid uniqueidentifier NOT NULL,
    media_set_id int NOT NULL,
    first_family_number tinyint NULL,
    first_media_number smallint NULL,
    last_family_number tinyint NULL,
    last_media_number smallint NULL,
    catalog_family_number tinyint NULL,
    catalog_media_number smallint NULL,
    position int NULL,
    expiration_date datetime NULL,
    software_vendor_id int NULL,
    name nvarchar(128) NULL,
    description nvarchar(255) NULL,
    user_name nvarchar(128) NULL,
    software_major_version tinyint NULL,
    software_minor_version tinyint NULL,
    software_build_version smallint NULL,
    time_zone smallint NULL,
    mtf_minor_version tinyint NULL,
    first_lsn numeric(25, 0) NULL,
    last_lsn numeric(25, 0) NULL,
    checkpoint_lsn numeric(25, 0) NULL,
    database_backup_lsn numeric(25, 0) NULL,
    database_creation_date datetime NULL,
    backup_start_date datetime NULL,
    backup_finish_date datetime NULL,
    type char(1) NULL,
    sort_order smallint NULL,
    code_page smallint NULL,
    compatibility_level tinyint NULL,
    database_version int NULL,
    backup_size numeric(20, 0) NULL,
    database_name nvarchar(128) NULL,
    server_name nvarchar(128) NULL,
    machine_name nvarchar(128) NULL,
    flags int NULL,
    unicode_locale int NULL,
    unicode_compare_style int NULL,
    collation_name nvarchar(128) NULL,
    is_password_protected bit NULL,
    recovery_model nvarchar(60) NULL,
    has_bulk_logged_data bit NULL,
    is_snapshot bit NULL,
    is_readonly bit NULL,
    is_single_user bit NULL,
    has_backup_checksums bit NULL,
    is_damaged bit NULL,
    begins_log_chain bit NULL,
    has_incomplete_metadata bit NULL,
    is_force_offline bit NULL,
    is_copy_only bit NULL,
    first_recovery_fork_guid uniqueidentifier NULL,
    last_recovery_fork_guid uniqueidentifier NULL,
    fork_point_lsn numeric(25, 0) NULL,
    database_guid uniqueidentifier NULL,
    family_guid uniqueidentifier NULL,
    differential_base_lsn numeric(25, 0) NULL,
    differential_base_guid uniqueidentifier NULL,
    compressed_backup_size numeric(20, 0) NULL,
    key_algorithm nvarchar(32) NULL,
    encryptor_thumbprint varbinary(20) NULL,
    encryptor_type nvarchar(32) NULL
)
GO
CREATE TABLE dbo.backupfile (
    backup_set_id int NOT NULL,
    first_family_number tinyint NULL,
    first_media_number smallint NULL,
    filegroup_name nvarchar(128) NULL,
    page_size int NULL,
    file_number numeric(10, 0) NOT NULL,
    backed_up_page_count numeric(10, 0) NULL,
    file_type char(1) NULL,
    source_file_block_size numeric(10, 0) NULL,
    file_size numeric(20, 0) NULL,
    logical_name nvarchar(128) NULL,
    physical_drive nvarchar(260) NULL,
    physical_name nvarchar(260) NULL,
    state tinyint NULL,
    state_desc nvarchar(64) NULL,
    create_lsn numeric(25, 0) NULL,
    drop_lsn numeric(25, 0) NULL,
    file_guid uniqueidentifier NULL,
    read_only_lsn numeric(25, 0) NULL,
    read_write_lsn numeric(25, 0) NULL,
    differential_base_lsn numeric(25, 0) NULL,
    differential_base_guid uniqueidentifier NULL,
    backup_size numeric(20, 0) NULL,
    filegroup_guid uniqueidentifier NULL,
    is_readonly bit NULL,
    is_present bit NULL,
    PRIMARY KEY (backup_set_id, file_number)
)
GO
CREATE TABLE dbo.backupfilegroup (
    backup_set_id int NOT NULL,
    name sysname NOT NULL,
    filegroup_id int NOT NULL,
    filegroup_guid uniqueidentifier NULL,
    type char(2) NOT NULL,
    type_desc nvarchar(60) NOT NULL,
    is_default bit NOT NULL,
    is_readonly bit NOT NULL,
    log_filegroup_guid uniqueidentifier NULL,
    PRIMARY KEY (backup_set_id, filegroup_id)
)
GO
CREATE TABLE dbo.restorehistory (
    restore_history_id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    restore_date datetime NULL,
    destination_database_name nvarchar(128) NULL,
    user_name nvarchar(128) NULL,
    backup_set_id int NOT NULL,
    restore_type char(1) NULL,
    replace bit NULL,
    recovery bit NULL,
    restart bit NULL,
    stop_at datetime NULL,
    device_count tinyint NULL,
    stop_at_mark_name nvarchar(128) NULL,
    stop_before bit NULL
)
GO
CREATE TABLE dbo.restorefile (
    restore_history_id int NOT NULL,
    file_number numeric(10, 0) NULL,
    destination_phys_drive nvarchar(260) NULL,
    destination_phys_name nvarchar(260) NULL
)
GO
CREATE TABLE dbo.restorefilegroup (
    restore_history_id int NOT NULL,
    filegroup_name nvarchar(128) NULL
)
GO
CREATE TABLE dbo.logmarkhistory (
    database_name nvarchar(128) NOT NULL,
    mark_name nvarchar(128) NOT NULL,
    description nvarchar(255) NULL,
    user_name nvarchar(128) NOT NULL,
    lsn numeric(25, 0) NOT NULL,
    mark_time datetime NOT NULL
)
GO
CREATE TABLE dbo.suspect_pages (
    database_id int NOT NULL,
    file_id int NOT NULL,
    page_id bigint NOT NULL,
    event_type int NOT NULL,
    error_count int NOT NULL,
    last_update_date datetime NOT NULL
)
GO
SET IDENTITY_INSERT dbo.syscategories ON
GO
INSERT INTO dbo.syscategories (category_id, category_class, category_type, name) VALUES
    (0, 1, 1, N'[Uncategorized (Local)]'),
    (1, 1, 1, N'Jobs from MSX'),
    (2, 1, 2, N'[Uncategorized (Multi-Server)]'),
    (3, 1, 1, N'Database Maintenance'),
    (4, 1, 1, N'Web Assistant'),
    (5, 1, 1, N'Full-Text'),
    (6, 1, 1, N'Log Shipping'),
    (7, 1, 1, N'Database Engine Tuning Advisor'),
    (8, 1, 1, N'Data Collector'),
    (10, 1, 1, N'REPL-Distribution'),
    (11, 1, 1, N'REPL-Distribution Cleanup'),
    (12, 1, 1, N'REPL-History Cleanup'),
    (13, 1, 1, N'REPL-LogReader'),
    (14, 1, 1, N'REPL-Merge'),
    (15, 1, 1, N'REPL-Snapshot'),
    (16, 1, 1, N'REPL-Checkup'),
    (17, 1, 1, N'REPL-Subscription Cleanup'),
    (18, 1, 1, N'REPL-Alert Response'),
    (19, 1, 1, N'REPL-QueueReader'),
    (20, 2, 3, N'Replication'),
    (98, 2, 3, N'[Uncategorized]'),
    (99, 3, 3, N'[Uncategorized]')
GO
SET IDENTITY_INSERT dbo.syscategories OFF
GO
INSERT INTO dbo.syssubsystems (subsystem_id, subsystem, description_id, max_worker_threads) VALUES
    (1, N'TSQL', 14556, 20),
    (2, N'ActiveScripting', 14555, 10),
    (3, N'CmdExec', 14550, 10),
    (12, N'PowerShell', 14698, 2)
GO
-- Everybody may read the history of backups and restores.
GRANT SELECT ON dbo.backupset TO public
GRANT SELECT ON dbo.backupfile TO public
GRANT SELECT ON dbo.backupfilegroup TO public
GRANT SELECT ON dbo.backupmediaset TO public
GRANT SELECT ON dbo.backupmediafamily TO public
GRANT SELECT ON dbo.restorehistory TO public
GRANT SELECT ON dbo.restorefile TO public
GRANT SELECT ON dbo.restorefilegroup TO public
GRANT SELECT ON dbo.logmarkhistory TO public
GO
-- SQL Server's own log shipping, which nothing here sets up.
CREATE TABLE dbo.log_shipping_primary_databases (
    primary_id uniqueidentifier NOT NULL PRIMARY KEY,
    primary_database sysname NOT NULL UNIQUE,
    backup_directory nvarchar(500) NOT NULL,
    backup_share nvarchar(500) NOT NULL,
    backup_retention_period int NOT NULL,
    backup_job_id uniqueidentifier NOT NULL,
    monitor_server sysname NOT NULL,
    user_specified_monitor bit NULL,
    monitor_server_security_mode bit NOT NULL,
    last_backup_file nvarchar(500) NULL,
    last_backup_date datetime NULL,
    backup_compression tinyint NOT NULL DEFAULT 2
)
CREATE TABLE dbo.log_shipping_primary_secondaries (
    primary_id uniqueidentifier NOT NULL,
    secondary_server sysname NOT NULL,
    secondary_database sysname NOT NULL
)
CREATE TABLE dbo.log_shipping_secondary (
    secondary_id uniqueidentifier NOT NULL PRIMARY KEY,
    primary_server sysname NOT NULL,
    primary_database sysname NOT NULL,
    backup_source_directory nvarchar(500) NOT NULL,
    backup_destination_directory nvarchar(500) NOT NULL,
    file_retention_period int NOT NULL,
    copy_job_id uniqueidentifier NOT NULL,
    restore_job_id uniqueidentifier NOT NULL,
    monitor_server sysname NOT NULL,
    monitor_server_security_mode bit NOT NULL,
    user_specified_monitor bit NULL,
    last_copied_file nvarchar(500) NULL,
    last_copied_date datetime NULL
)
CREATE TABLE dbo.log_shipping_secondary_databases (
    secondary_database sysname NOT NULL PRIMARY KEY,
    secondary_id uniqueidentifier NOT NULL,
    restore_delay int NOT NULL,
    restore_all bit NOT NULL,
    restore_mode bit NOT NULL,
    disconnect_users bit NOT NULL,
    block_size int NULL,
    buffer_count int NULL,
    max_transfer_size int NULL,
    last_restored_file nvarchar(500) NULL,
    last_restored_date datetime NULL
)
CREATE TABLE dbo.log_shipping_monitor_primary (
    primary_id uniqueidentifier NOT NULL PRIMARY KEY,
    primary_server sysname NOT NULL,
    primary_database sysname NOT NULL,
    backup_threshold int NOT NULL,
    threshold_alert int NOT NULL,
    threshold_alert_enabled bit NOT NULL,
    last_backup_file nvarchar(500) NULL,
    last_backup_date datetime NULL,
    last_backup_date_utc datetime NULL,
    history_retention_period int NOT NULL
)
CREATE TABLE dbo.log_shipping_monitor_secondary (
    secondary_server sysname NOT NULL,
    secondary_database sysname NOT NULL,
    secondary_id uniqueidentifier NOT NULL,
    primary_server sysname NOT NULL,
    primary_database sysname NOT NULL,
    restore_threshold int NOT NULL,
    threshold_alert int NOT NULL,
    threshold_alert_enabled bit NOT NULL,
    last_copied_file nvarchar(500) NULL,
    last_copied_date datetime NULL,
    last_copied_date_utc datetime NULL,
    last_restored_file nvarchar(500) NULL,
    last_restored_date datetime NULL,
    last_restored_date_utc datetime NULL,
    last_restored_latency int NULL,
    history_retention_period int NOT NULL,
    PRIMARY KEY (secondary_id, secondary_database)
)
GO
