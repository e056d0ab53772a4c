-- The job server itself: its properties, categories, operators, alerts and proxies.

CREATE PROCEDURE dbo.sp_get_sqlagent_properties
AS
    SET NOCOUNT ON
    SELECT
        1 AS auto_start,
        CONVERT(sysname, NULL) AS msx_server_name,
        1 AS sqlagent_type,
        CONVERT(nvarchar(255), N'NT Service\SQLSERVERAGENT') AS startup_account,
        1 AS sqlserver_restart,
        1000 AS jobhistory_max_rows,
        100 AS jobhistory_max_rows_per_job,
        CONVERT(nvarchar(255), N'C:\Log\SQLAGENT.OUT') AS errorlog_file,
        3 AS errorlogging_level,
        CONVERT(nvarchar(255), NULL) AS error_recipient,
        1 AS monitor_autostart,
        CONVERT(sysname, NULL) AS local_host_server,
        15 AS job_shutdown_timeout,
        CONVERT(varbinary(64), NULL) AS cmdexec_account,
        0 AS regular_connections,
        CONVERT(sysname, NULL) AS host_login_name,
        CONVERT(varbinary(512), NULL) AS host_login_password,
        30 AS login_timeout,
        10 AS idle_cpu_percent,
        600 AS idle_cpu_duration,
        0 AS oem_errorlog,
        1 AS sysadmin_only,
        CONVERT(nvarchar(64), NULL) AS email_profile,
        0 AS email_save_in_sent_folder,
        0 AS cpu_poller_enabled,
        0 AS replace_alert_tokens_enabled
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_msx_get_account
AS
    SET NOCOUNT ON
    SELECT
        0 AS msx_connection, CONVERT(int, NULL) AS msx_credential_id, CONVERT(nvarchar(128), NULL) AS msx_credential_name,
        CONVERT(nvarchar(128), NULL) AS msx_login_name
    WHERE 1 = 0
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_verify_category
    @class varchar(8),
    @type varchar(12),
    @category_class int OUTPUT,
    @category_type int OUTPUT
AS
    SET NOCOUNT ON
    SET @category_class = CASE UPPER(@class) WHEN 'JOB' THEN 1 WHEN 'ALERT' THEN 2 WHEN 'OPERATOR' THEN 3 END
    SET @category_type = CASE UPPER(@type) WHEN 'LOCAL' THEN 1 WHEN 'MULTI-SERVER' THEN 2 ELSE 3 END
    IF @category_class IS NULL
    BEGIN
        RAISERROR(14266, 16, 1, '@class', 'JOB, ALERT, OPERATOR')
        RETURN 1
    END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_category
    @class varchar(8) = 'JOB',
    @type varchar(12) = NULL,
    @name sysname = NULL,
    @suffix bit = 0
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @class_id int
    DECLARE @type_id int
    EXEC @retval = dbo.sp_verify_category @class, @type, @class_id OUTPUT, @type_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT category_id, category_type, name
    FROM dbo.syscategories
    WHERE category_class = @class_id
        AND (@name IS NULL OR name = @name)
        AND (@type IS NULL OR category_type = @type_id)
    ORDER BY category_type, name
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_category
    @class varchar(8) = 'JOB',
    @type varchar(12) = 'LOCAL',
    @name sysname
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @class_id int
    DECLARE @type_id int
    EXEC @retval = dbo.sp_verify_category @class, @type, @class_id OUTPUT, @type_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF EXISTS (SELECT * FROM dbo.syscategories WHERE category_class = @class_id AND name = @name)
    BEGIN
        RAISERROR(14261, 16, 1, '@name', @name)
        RETURN 1
    END
    INSERT INTO dbo.syscategories (category_class, category_type, name) VALUES (@class_id, @type_id, @name)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_category
    @class varchar(8),
    @name sysname
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @class_id int
    DECLARE @category_id int
    EXEC @retval = dbo.sp_verify_category @class, NULL, @class_id OUTPUT, NULL
    IF @retval <> 0
        RETURN 1
    SELECT @category_id = category_id FROM dbo.syscategories WHERE category_class = @class_id AND name = @name
    IF @category_id IS NULL
    BEGIN
        RAISERROR(14262, 16, 1, '@name', @name)
        RETURN 1
    END
    UPDATE dbo.sysjobs SET category_id = 0 WHERE category_id = @category_id
    DELETE FROM dbo.syscategories WHERE category_id = @category_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_operator
    @name sysname,
    @enabled tinyint = 1,
    @email_address nvarchar(100) = NULL,
    @pager_address nvarchar(100) = NULL,
    @weekday_pager_start_time int = 090000,
    @weekday_pager_end_time int = 180000,
    @saturday_pager_start_time int = 090000,
    @saturday_pager_end_time int = 180000,
    @sunday_pager_start_time int = 090000,
    @sunday_pager_end_time int = 180000,
    @pager_days tinyint = 0,
    @netsend_address nvarchar(100) = NULL,
    @category_name sysname = NULL
AS
    SET NOCOUNT ON
    IF EXISTS (SELECT * FROM dbo.sysoperators WHERE name = @name)
    BEGIN
        RAISERROR(14261, 16, 1, '@name', @name)
        RETURN 1
    END
    INSERT INTO dbo.sysoperators (
        name, enabled, email_address, last_email_date, last_email_time, pager_address, last_pager_date, last_pager_time,
        weekday_pager_start_time, weekday_pager_end_time, saturday_pager_start_time, saturday_pager_end_time, sunday_pager_start_time,
        sunday_pager_end_time, pager_days, netsend_address, last_netsend_date, last_netsend_time, category_id)
    VALUES (
        @name, @enabled, @email_address, 0, 0, @pager_address, 0, 0, @weekday_pager_start_time, @weekday_pager_end_time,
        @saturday_pager_start_time, @saturday_pager_end_time, @sunday_pager_start_time, @sunday_pager_end_time, @pager_days,
        @netsend_address, 0, 0, 99)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_operator
    @name sysname,
    @reassign_to_operator sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @id int
    SELECT @id = id FROM dbo.sysoperators WHERE name = @name
    IF @id IS NULL
    BEGIN
        RAISERROR(14262, 16, 1, '@name', @name)
        RETURN 1
    END
    DELETE FROM dbo.sysnotifications WHERE operator_id = @id
    DELETE FROM dbo.sysoperators WHERE id = @id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_operator
    @operator_name sysname = NULL,
    @operator_id int = NULL
AS
    SET NOCOUNT ON
    SELECT
        o.id, o.name, o.enabled, o.email_address, o.last_email_date, o.last_email_time, o.pager_address, o.last_pager_date,
        o.last_pager_time, o.weekday_pager_start_time, o.weekday_pager_end_time, o.saturday_pager_start_time, o.saturday_pager_end_time,
        o.sunday_pager_start_time, o.sunday_pager_end_time, o.pager_days, o.netsend_address, o.last_netsend_date, o.last_netsend_time,
        c.name AS category_name
    FROM dbo.sysoperators AS o
    LEFT JOIN dbo.syscategories AS c ON o.category_id = c.category_id
    WHERE (@operator_name IS NULL OR o.name = @operator_name) AND (@operator_id IS NULL OR o.id = @operator_id)
    ORDER BY o.name
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_alert
    @alert_name sysname = NULL,
    @order_by sysname = N'name',
    @alert_id int = NULL,
    @category_name sysname = NULL,
    @legacy_format bit = 0
AS
    SET NOCOUNT ON
    SELECT
        a.id, a.name, a.event_source, a.event_category_id, a.event_id, a.message_id, a.severity, a.enabled, a.delay_between_responses,
        a.last_occurrence_date, a.last_occurrence_time, a.last_response_date, a.last_response_time, a.notification_message,
        a.include_event_description, a.database_name, a.event_description_keyword, a.occurrence_count, a.count_reset_date,
        a.count_reset_time, a.job_id, j.name AS job_name, a.has_notification, a.flags, a.performance_condition, c.name AS category_name,
        CONVERT(sysname, NULL) AS wmi_namespace, CONVERT(nvarchar(512), NULL) AS wmi_query, 1 AS type
    FROM dbo.sysalerts AS a
    LEFT JOIN dbo.sysjobs AS j ON a.job_id = j.job_id
    LEFT JOIN dbo.syscategories AS c ON a.category_id = c.category_id
    WHERE (@alert_name IS NULL OR a.name = @alert_name) AND (@alert_id IS NULL OR a.id = @alert_id)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_proxy
    @proxy_id int = NULL,
    @proxy_name sysname = NULL,
    @subsystem_name sysname = NULL,
    @name nvarchar(256) = NULL
AS
    SET NOCOUNT ON
    SELECT
        p.proxy_id, p.name, CONVERT(sysname, NULL) AS credential_identity, p.enabled, p.description, p.user_sid, p.credential_id,
        0 AS credential_identity_exists
    FROM dbo.sysproxies AS p
    WHERE (@proxy_id IS NULL OR p.proxy_id = @proxy_id) AND (@proxy_name IS NULL OR p.name = @proxy_name)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_targetserver
    @server_name sysname = NULL
AS
    SET NOCOUNT ON
    SELECT
        server_id, server_name, location, time_zone_adjustment, enlist_date, last_poll_date, status, 0 AS unread_instructions,
        local_time_at_last_poll AS local_time, enlisted_by_nt_user, poll_interval
    FROM dbo.systargetservers
    WHERE @server_name IS NULL OR server_name = @server_name
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_targetservergroup
    @name sysname = NULL
AS
    SET NOCOUNT ON
    SELECT servergroup_id, name FROM dbo.systargetservergroups WHERE @name IS NULL OR name = @name
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_enum_login_for_proxy
    @name nvarchar(256) = NULL,
    @proxy_id int = NULL,
    @proxy_name sysname = NULL
AS
    SET NOCOUNT ON
    SELECT proxy_id, CONVERT(sysname, NULL) AS proxy_name, SUSER_SNAME(sid) AS name, flags FROM dbo.sysproxylogin
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_enum_proxy_for_subsystem
    @proxy_id int = NULL,
    @proxy_name sysname = NULL,
    @subsystem_id int = NULL,
    @subsystem_name sysname = NULL
AS
    SET NOCOUNT ON
    SELECT ps.subsystem_id, s.subsystem AS subsystem_name, ps.proxy_id, p.name AS proxy_name
    FROM dbo.sysproxysubsystem AS ps
    INNER JOIN dbo.syssubsystems AS s ON ps.subsystem_id = s.subsystem_id
    INNER JOIN dbo.sysproxies AS p ON ps.proxy_id = p.proxy_id
    RETURN 0
GO
