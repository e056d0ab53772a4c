-- Jobs: sp_add_job and its kin, as documented (sp-add-job-transact-sql and the pages beside it).

CREATE FUNCTION dbo.agent_datetime (@date int, @time int)
RETURNS datetime
AS
BEGIN
    RETURN CONVERT(datetime,
        CONVERT(nvarchar(4), @date / 10000) + N'-'
        + CONVERT(nvarchar(2), (@date % 10000) / 100) + N'-'
        + CONVERT(nvarchar(2), @date % 100) + N' '
        + CONVERT(nvarchar(2), @time / 10000) + N':'
        + CONVERT(nvarchar(2), (@time % 10000) / 100) + N':'
        + CONVERT(nvarchar(2), @time % 100), 120)
END
GO
CREATE PROCEDURE dbo.sp_verify_job_identifiers
    @name_of_name_parameter varchar(60),
    @name_of_id_parameter varchar(60),
    @job_name sysname OUTPUT,
    @job_id uniqueidentifier OUTPUT,
    @sqlagent_starting_test varchar(7) = 'TEST',
    @owner_sid varbinary(85) = NULL OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @id_text nvarchar(36)
    DECLARE @found int

    IF (@job_name IS NULL AND @job_id IS NULL) OR (@job_name IS NOT NULL AND @job_id IS NOT NULL)
    BEGIN
        RAISERROR(14294, 16, 1, @name_of_id_parameter, @name_of_name_parameter)
        RETURN 1
    END
    IF @job_id IS NOT NULL
    BEGIN
        SELECT @job_name = name, @owner_sid = owner_sid FROM dbo.sysjobs_view WHERE job_id = @job_id
        IF @job_name IS NULL
        BEGIN
            SET @id_text = CONVERT(nvarchar(36), @job_id)
            RAISERROR(14262, 16, 1, '@job_id', @id_text)
            RETURN 1
        END
        RETURN 0
    END
    SELECT @found = COUNT(*) FROM dbo.sysjobs_view WHERE name = @job_name
    IF @found > 1
    BEGIN
        RAISERROR(14293, 16, 1, @job_name, @name_of_id_parameter, @name_of_name_parameter)
        RETURN 1
    END
    SELECT @job_id = job_id, @owner_sid = owner_sid FROM dbo.sysjobs_view WHERE name = @job_name
    IF @job_id IS NULL
    BEGIN
        RAISERROR(14262, 16, 1, '@job_name', @job_name)
        RETURN 1
    END
    RETURN 0
GO
-- The job that a procedure is asked to keep to: by its name or by its id, or none at all, which means every job.
CREATE PROCEDURE dbo.sp_verify_job_filter
    @job_name sysname OUTPUT,
    @job_id uniqueidentifier OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @retval int
    IF @job_id IS NULL AND @job_name IS NULL
        RETURN 0
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_verify_owner_login
    @owner_login_name sysname,
    @owner_sid varbinary(85) OUTPUT
AS
    SET NOCOUNT ON
    IF @owner_login_name IS NULL
        RETURN 0
    SET @owner_sid = SUSER_SID(@owner_login_name)
    IF @owner_sid IS NULL
    BEGIN
        RAISERROR(14234, 16, 1, '@owner_login_name', 'sp_helplogins')
        RETURN 1
    END
    RETURN 0
GO
-- What sp_add_job and sp_update_job are given, a NULL being what is not to change. A new job has no id yet.
CREATE PROCEDURE dbo.sp_verify_job
    @job_id uniqueidentifier,
    @name_of_name_parameter varchar(60),
    @name sysname,
    @enabled tinyint,
    @category_name sysname,
    @owner_login_name sysname,
    @notify_email_operator_name sysname,
    @notify_netsend_operator_name sysname,
    @notify_page_operator_name sysname,
    @category_id int OUTPUT,
    @owner_sid varbinary(85) OUTPUT,
    @notify_email_operator_id int OUTPUT,
    @notify_netsend_operator_id int OUTPUT,
    @notify_page_operator_id int OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @retval int
    IF EXISTS (SELECT * FROM dbo.sysjobs WHERE name = @name AND (@job_id IS NULL OR job_id <> @job_id))
    BEGIN
        RAISERROR(14261, 16, 1, @name_of_name_parameter, @name)
        RETURN 1
    END
    IF @enabled NOT IN (0, 1)
    BEGIN
        RAISERROR(14266, 16, 1, '@enabled', '0, 1')
        RETURN 1
    END
    IF @category_name IS NOT NULL
    BEGIN
        SELECT @category_id = category_id FROM dbo.syscategories WHERE category_class = 1 AND name = @category_name
        IF @category_id IS NULL
        BEGIN
            RAISERROR(14234, 16, 1, '@category_name', 'sp_help_category')
            RETURN 1
        END
    END
    EXEC @retval = dbo.sp_verify_owner_login @owner_login_name, @owner_sid OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT @notify_email_operator_id = id FROM dbo.sysoperators WHERE name = @notify_email_operator_name
    SELECT @notify_netsend_operator_id = id FROM dbo.sysoperators WHERE name = @notify_netsend_operator_name
    SELECT @notify_page_operator_id = id FROM dbo.sysoperators WHERE name = @notify_page_operator_name
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_job
    @job_name sysname,
    @enabled tinyint = 1,
    @description nvarchar(512) = NULL,
    @start_step_id int = 1,
    @category_name sysname = NULL,
    @category_id int = NULL,
    @owner_login_name sysname = NULL,
    @notify_level_eventlog int = 2,
    @notify_level_email int = 0,
    @notify_level_netsend int = 0,
    @notify_level_page int = 0,
    @notify_email_operator_name sysname = NULL,
    @notify_netsend_operator_name sysname = NULL,
    @notify_page_operator_name sysname = NULL,
    @delete_level int = 0,
    @job_id uniqueidentifier = NULL OUTPUT,
    @originating_server sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @owner_sid varbinary(85)
    DECLARE @email_operator_id int
    DECLARE @netsend_operator_id int
    DECLARE @page_operator_id int

    SET @job_name = LTRIM(RTRIM(@job_name))
    IF @category_name IS NULL AND @category_id IS NULL
        SET @category_id = 0
    -- BizTalk's scripts give an empty name, and whoever runs them owns the job (inferred: no page says so).
    SET @owner_login_name = ISNULL(NULLIF(@owner_login_name, N''), SUSER_SNAME())
    EXEC @retval = dbo.sp_verify_job NULL, '@job_name', @job_name, @enabled, @category_name, @owner_login_name,
        @notify_email_operator_name, @notify_netsend_operator_name, @notify_page_operator_name, @category_id OUTPUT, @owner_sid OUTPUT,
        @email_operator_id OUTPUT, @netsend_operator_id OUTPUT, @page_operator_id OUTPUT
    IF @retval <> 0
        RETURN 1

    SET @job_id = ISNULL(@job_id, NEWID())
    INSERT INTO dbo.sysjobs (
        job_id, originating_server_id, name, enabled, description, start_step_id, category_id, owner_sid, notify_level_eventlog,
        notify_level_email, notify_level_netsend, notify_level_page, notify_email_operator_id, notify_netsend_operator_id,
        notify_page_operator_id, delete_level, date_created, date_modified, version_number)
    VALUES (
        @job_id, 0, @job_name, @enabled, ISNULL(@description, N'No description available.'), @start_step_id, @category_id, @owner_sid,
        @notify_level_eventlog, @notify_level_email, @notify_level_netsend, @notify_level_page, ISNULL(@email_operator_id, 0),
        ISNULL(@netsend_operator_id, 0), ISNULL(@page_operator_id, 0), @delete_level, GETDATE(), GETDATE(), 1)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_update_job
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @new_name sysname = NULL,
    @enabled tinyint = NULL,
    @description nvarchar(512) = NULL,
    @start_step_id int = NULL,
    @category_name sysname = NULL,
    @owner_login_name sysname = NULL,
    @notify_level_eventlog int = NULL,
    @notify_level_email int = NULL,
    @notify_level_netsend int = NULL,
    @notify_level_page int = NULL,
    @notify_email_operator_name sysname = NULL,
    @notify_netsend_operator_name sysname = NULL,
    @notify_page_operator_name sysname = NULL,
    @delete_level int = NULL,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @category_id int
    DECLARE @owner_sid varbinary(85)
    DECLARE @email_operator_id int
    DECLARE @netsend_operator_id int
    DECLARE @page_operator_id int

    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_job @job_id, '@new_name', @new_name, @enabled, @category_name, @owner_login_name,
        @notify_email_operator_name, @notify_netsend_operator_name, @notify_page_operator_name, @category_id OUTPUT, @owner_sid OUTPUT,
        @email_operator_id OUTPUT, @netsend_operator_id OUTPUT, @page_operator_id OUTPUT
    IF @retval <> 0
        RETURN 1

    UPDATE dbo.sysjobs
    SET name = ISNULL(@new_name, name),
        enabled = ISNULL(@enabled, enabled),
        description = ISNULL(@description, description),
        start_step_id = ISNULL(@start_step_id, start_step_id),
        category_id = ISNULL(@category_id, category_id),
        owner_sid = ISNULL(@owner_sid, owner_sid),
        notify_level_eventlog = ISNULL(@notify_level_eventlog, notify_level_eventlog),
        notify_level_email = ISNULL(@notify_level_email, notify_level_email),
        notify_level_netsend = ISNULL(@notify_level_netsend, notify_level_netsend),
        notify_level_page = ISNULL(@notify_level_page, notify_level_page),
        notify_email_operator_id = ISNULL(@email_operator_id, notify_email_operator_id),
        notify_netsend_operator_id = ISNULL(@netsend_operator_id, notify_netsend_operator_id),
        notify_page_operator_id = ISNULL(@page_operator_id, notify_page_operator_id),
        delete_level = ISNULL(@delete_level, delete_level),
        version_number = version_number + 1,
        date_modified = GETDATE()
    WHERE job_id = @job_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'J', @job_id = @job_id, @action_type = N'U'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_job
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @originating_server sysname = NULL,
    @delete_history bit = 1,
    @delete_unused_schedule bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT schedule_id INTO #unused FROM dbo.sysjobschedules WHERE job_id = @job_id
    DELETE FROM dbo.sysjobschedules WHERE job_id = @job_id
    IF @delete_unused_schedule = 1
        DELETE FROM dbo.sysschedules
        WHERE schedule_id IN (SELECT schedule_id FROM #unused)
            AND schedule_id NOT IN (SELECT schedule_id FROM dbo.sysjobschedules WHERE schedule_id IS NOT NULL)
    DELETE FROM dbo.sysjobstepslogs
    WHERE step_uid IN (SELECT step_uid FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_uid IS NOT NULL)
    DELETE FROM dbo.sysjobsteps WHERE job_id = @job_id
    DELETE FROM dbo.sysjobservers WHERE job_id = @job_id
    DELETE FROM dbo.sysjobactivity WHERE job_id = @job_id
    IF @delete_history = 1
        DELETE FROM dbo.sysjobhistory WHERE job_id = @job_id
    DELETE FROM dbo.sysjobs WHERE job_id = @job_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'J', @job_id = @job_id, @action_type = N'D'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_jobserver
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @server_name sysname = NULL,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @local sysname
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SET @local = CONVERT(sysname, SERVERPROPERTY('ServerName'))
    IF @server_name IS NULL OR UPPER(@server_name) IN (N'(LOCAL)', N'LOCAL') OR @server_name = @local
        SET @server_name = @local
    ELSE
    BEGIN
        RAISERROR(14262, 16, 1, '@server_name', @server_name)
        RETURN 1
    END
    IF EXISTS (SELECT * FROM dbo.sysjobservers WHERE job_id = @job_id AND server_id = 0)
    BEGIN
        RAISERROR(14269, 16, 1, @job_name, @server_name)
        RETURN 1
    END
    INSERT INTO dbo.sysjobservers (
        job_id, server_id, last_run_outcome, last_outcome_message, last_run_date, last_run_time, last_run_duration)
    VALUES (@job_id, 0, 5, NULL, 0, 0, 0)
    EXEC dbo.sp_sqlagent_notify @op_type = N'J', @job_id = @job_id, @action_type = N'I'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_jobserver
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @server_name sysname
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF UPPER(@server_name) IN (N'(LOCAL)', N'LOCAL')
        SET @server_name = CONVERT(sysname, SERVERPROPERTY('ServerName'))
    IF @server_name <> CONVERT(sysname, SERVERPROPERTY('ServerName'))
        OR NOT EXISTS (SELECT * FROM dbo.sysjobservers WHERE job_id = @job_id AND server_id = 0)
    BEGIN
        RAISERROR(14270, 16, 1, @job_name, @server_name)
        RETURN 1
    END
    DELETE FROM dbo.sysjobservers WHERE job_id = @job_id AND server_id = 0
    EXEC dbo.sp_sqlagent_notify @op_type = N'J', @job_id = @job_id, @action_type = N'D'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobserver
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @show_last_run_details tinyint = 0
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @show_last_run_details = 1
        SELECT
            js.server_id, ts.server_name, ts.enlist_date, ts.last_poll_date, js.last_run_date, js.last_run_time, js.last_run_duration,
            js.last_run_outcome, js.last_outcome_message
        FROM dbo.sysjobservers AS js
        INNER JOIN dbo.systargetservers_view AS ts ON js.server_id = ts.server_id
        WHERE js.job_id = @job_id
    ELSE
        SELECT js.server_id, ts.server_name, ts.enlist_date, ts.last_poll_date
        FROM dbo.sysjobservers AS js
        INNER JOIN dbo.systargetservers_view AS ts ON js.server_id = ts.server_id
        WHERE js.job_id = @job_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_sqlagent_notify
    @op_type nchar(1),
    @job_id uniqueidentifier = NULL,
    @schedule_id int = NULL,
    @alert_id int = NULL,
    @action_type nchar(1) = NULL,
    @error_flag int = 1,
    @wmi_namespace nvarchar(128) = NULL,
    @wmi_query nvarchar(512) = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = master.dbo.xp_sqlagent_notify @op_type, @job_id, @schedule_id, @alert_id, @action_type, NULL, @error_flag
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_start_job
    @job_name sysname = NULL,
    @job_id uniqueidentifier = NULL,
    @error_flag int = 1,
    @server_name sysname = NULL,
    @step_name sysname = NULL,
    @output_flag int = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @id_text nvarchar(36)
    DECLARE @step_id int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF NOT EXISTS (SELECT * FROM dbo.sysjobservers WHERE job_id = @job_id)
    BEGIN
        SET @id_text = CONVERT(nvarchar(36), @job_id)
        RAISERROR(14256, 16, 1, @job_name, @id_text)
        RETURN 1
    END
    IF @step_name IS NOT NULL
    BEGIN
        SELECT @step_id = step_id FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_name = @step_name
        IF @step_id IS NULL
        BEGIN
            RAISERROR(14262, 16, 1, '@step_name', @step_name)
            RETURN 1
        END
    END
    EXEC @retval = master.dbo.xp_sqlagent_notify N'J', @job_id, @step_id, NULL, N'S', NULL, @error_flag
    IF @retval = 0 AND @output_flag = 1
        RAISERROR(14243, 0, 1, @job_name)
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_stop_job
    @job_name sysname = NULL,
    @job_id uniqueidentifier = NULL,
    @originating_server sysname = NULL,
    @server_name sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @id_text nvarchar(36)
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF NOT EXISTS (SELECT * FROM dbo.sysjobservers WHERE job_id = @job_id)
    BEGIN
        SET @id_text = CONVERT(nvarchar(36), @job_id)
        RAISERROR(14257, 16, 1, @job_name, @id_text)
        RETURN 1
    END
    EXEC @retval = master.dbo.xp_sqlagent_notify N'J', @job_id, NULL, NULL, N'C', NULL, 1
    IF @retval = 0
        RAISERROR(14254, 0, 1, @job_name)
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_get_composite_job_info
    @job_id uniqueidentifier = NULL,
    @job_type varchar(12) = NULL,
    @owner_login_name sysname = NULL,
    @subsystem nvarchar(40) = NULL,
    @category_id int = NULL,
    @enabled tinyint = NULL,
    @execution_status int = NULL,
    @date_comparator char(1) = NULL,
    @date_created datetime = NULL,
    @date_last_modified datetime = NULL,
    @description nvarchar(512) = NULL,
    @schedule_id int = NULL
AS
    SET NOCOUNT ON
    DECLARE @is_sysadmin int
    DECLARE @job_owner sysname
    SET @is_sysadmin = ISNULL(IS_SRVROLEMEMBER(N'sysadmin'), 0)
    SET @job_owner = SUSER_SNAME()
    CREATE TABLE #xp_results (
        job_id uniqueidentifier NOT NULL,
        last_run_date int NOT NULL,
        last_run_time int NOT NULL,
        next_run_date int NOT NULL,
        next_run_time int NOT NULL,
        next_run_schedule_id int NOT NULL,
        requested_to_run int NOT NULL,
        request_source int NOT NULL,
        request_source_id sysname NULL,
        running int NOT NULL,
        current_step int NOT NULL,
        current_retry_attempt int NOT NULL,
        job_state int NOT NULL)
    INSERT INTO #xp_results EXEC master.dbo.xp_sqlagent_enum_jobs @is_sysadmin, @job_owner, @job_id

    SELECT
        sjv.job_id,
        sjv.originating_server,
        sjv.name,
        sjv.enabled,
        sjv.description,
        sjv.start_step_id,
        ISNULL(sc.name, FORMATMESSAGE(14205)) AS category,
        SUSER_SNAME(sjv.owner_sid) AS owner,
        sjv.notify_level_eventlog,
        sjv.notify_level_email,
        sjv.notify_level_netsend,
        sjv.notify_level_page,
        ISNULL(so1.name, FORMATMESSAGE(14205)) AS notify_email_operator,
        ISNULL(so2.name, FORMATMESSAGE(14205)) AS notify_netsend_operator,
        ISNULL(so3.name, FORMATMESSAGE(14205)) AS notify_page_operator,
        sjv.delete_level,
        sjv.date_created,
        sjv.date_modified,
        sjv.version_number,
        ISNULL(sjs.last_run_date, 0) AS last_run_date,
        ISNULL(sjs.last_run_time, 0) AS last_run_time,
        CONVERT(int, ISNULL(sjs.last_run_outcome, 5)) AS last_run_outcome,
        ISNULL(xp.next_run_date, 0) AS next_run_date,
        ISNULL(xp.next_run_time, 0) AS next_run_time,
        ISNULL(xp.next_run_schedule_id, 0) AS next_run_schedule_id,
        ISNULL(xp.job_state, 0) AS current_execution_status,
        CASE
            WHEN ISNULL(xp.current_step, 0) = 0 THEN N'0 ' + FORMATMESSAGE(14205)
            ELSE CONVERT(nvarchar(10), xp.current_step) + N' (' + ISNULL(st.step_name, N'') + N')'
        END AS current_execution_step,
        ISNULL(xp.current_retry_attempt, 0) AS current_retry_attempt,
        (SELECT COUNT(*) FROM dbo.sysjobsteps AS s WHERE s.job_id = sjv.job_id) AS has_step,
        (SELECT COUNT(*) FROM dbo.sysjobschedules AS c WHERE c.job_id = sjv.job_id) AS has_schedule,
        (SELECT COUNT(*) FROM dbo.sysjobservers AS v WHERE v.job_id = sjv.job_id) AS has_target,
        CASE WHEN sjs.job_id IS NULL THEN 0 ELSE 1 END AS type
    FROM dbo.sysjobs_view AS sjv
    LEFT JOIN #xp_results AS xp ON sjv.job_id = xp.job_id
    LEFT JOIN dbo.sysjobservers AS sjs ON sjv.job_id = sjs.job_id AND sjs.server_id = 0
    LEFT JOIN dbo.syscategories AS sc ON sjv.category_id = sc.category_id
    LEFT JOIN dbo.sysoperators AS so1 ON sjv.notify_email_operator_id = so1.id
    LEFT JOIN dbo.sysoperators AS so2 ON sjv.notify_netsend_operator_id = so2.id
    LEFT JOIN dbo.sysoperators AS so3 ON sjv.notify_page_operator_id = so3.id
    LEFT JOIN dbo.sysjobsteps AS st ON sjv.job_id = st.job_id AND st.step_id = xp.current_step
    WHERE (@job_id IS NULL OR sjv.job_id = @job_id)
        AND (@owner_login_name IS NULL OR SUSER_SNAME(sjv.owner_sid) = @owner_login_name)
        AND (@category_id IS NULL OR sjv.category_id = @category_id)
        AND (@enabled IS NULL OR sjv.enabled = @enabled)
        AND (@subsystem IS NULL OR EXISTS (
            SELECT * FROM dbo.sysjobsteps AS s WHERE s.job_id = sjv.job_id AND s.subsystem = @subsystem))
        AND (@execution_status IS NULL OR xp.job_state = @execution_status
            OR (@execution_status = 0 AND xp.job_state <> 4 AND xp.job_state <> 5))
        AND (@job_type IS NULL OR (@job_type = 'LOCAL' AND sjs.job_id IS NOT NULL) OR (@job_type = 'MULTI-SERVER' AND sjs.job_id IS NULL))
        AND (@date_comparator IS NULL OR @date_created IS NULL
            OR (@date_comparator = '=' AND sjv.date_created = @date_created)
            OR (@date_comparator = '<' AND sjv.date_created < @date_created)
            OR (@date_comparator = '>' AND sjv.date_created > @date_created))
        AND (@date_comparator IS NULL OR @date_last_modified IS NULL
            OR (@date_comparator = '=' AND sjv.date_modified = @date_last_modified)
            OR (@date_comparator = '<' AND sjv.date_modified < @date_last_modified)
            OR (@date_comparator = '>' AND sjv.date_modified > @date_last_modified))
        AND (@description IS NULL OR sjv.description LIKE @description)
        AND (@schedule_id IS NULL OR EXISTS (
            SELECT * FROM dbo.sysjobschedules AS c WHERE c.job_id = sjv.job_id AND c.schedule_id = @schedule_id))
    ORDER BY sjv.job_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_job
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @job_aspect varchar(9) = NULL,
    @job_type varchar(12) = NULL,
    @owner_login_name sysname = NULL,
    @subsystem nvarchar(40) = NULL,
    @category_name sysname = NULL,
    @enabled tinyint = NULL,
    @execution_status int = NULL,
    @date_comparator char(1) = NULL,
    @date_created datetime = NULL,
    @date_last_modified datetime = NULL,
    @description nvarchar(512) = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @category_id int
    SET @job_aspect = UPPER(@job_aspect)

    EXEC @retval = dbo.sp_verify_job_filter @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @job_aspect IS NOT NULL AND @job_aspect NOT IN ('ALL', 'JOB', 'STEPS', 'SCHEDULES', 'TARGETS')
    BEGIN
        RAISERROR(14266, 16, 1, '@job_aspect', 'ALL, JOB, STEPS, SCHEDULES, TARGETS')
        RETURN 1
    END
    IF @job_id IS NULL
    BEGIN
        IF @category_name IS NOT NULL
        BEGIN
            SELECT @category_id = category_id FROM dbo.syscategories WHERE category_class = 1 AND name = @category_name
            IF @category_id IS NULL
            BEGIN
                RAISERROR(14262, 16, 1, '@category_name', @category_name)
                RETURN 1
            END
        END
        EXEC @retval = dbo.sp_get_composite_job_info NULL, @job_type, @owner_login_name, @subsystem, @category_id, @enabled,
            @execution_status, @date_comparator, @date_created, @date_last_modified, @description
        RETURN @retval
    END

    IF ISNULL(@job_aspect, 'ALL') IN ('ALL', 'JOB')
        EXEC dbo.sp_get_composite_job_info @job_id = @job_id
    IF ISNULL(@job_aspect, 'ALL') IN ('ALL', 'STEPS')
        EXEC dbo.sp_help_jobstep @job_id = @job_id
    IF ISNULL(@job_aspect, 'ALL') IN ('ALL', 'SCHEDULES')
        EXEC dbo.sp_help_jobschedule @job_id = @job_id
    IF ISNULL(@job_aspect, 'ALL') IN ('ALL', 'TARGETS')
        EXEC dbo.sp_help_jobserver @job_id = @job_id, @show_last_run_details = 1
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobactivity
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @session_id int = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_filter @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @session_id IS NULL
        SELECT @session_id = MAX(session_id) FROM dbo.syssessions
    SELECT
        ja.session_id,
        ja.job_id,
        j.name AS job_name,
        ja.run_requested_date,
        ja.run_requested_source,
        ja.queued_date,
        ja.start_execution_date,
        ja.last_executed_step_id,
        ja.last_executed_step_date,
        ja.stop_execution_date,
        ja.next_scheduled_run_date,
        ja.job_history_id,
        jh.message,
        jh.run_status,
        jh.operator_id_emailed,
        jh.operator_id_netsent,
        jh.operator_id_paged
    FROM dbo.sysjobactivity AS ja
    INNER JOIN dbo.sysjobs_view AS j ON ja.job_id = j.job_id
    LEFT JOIN dbo.sysjobhistory AS jh ON ja.job_history_id = jh.instance_id
    WHERE (@job_id IS NULL OR ja.job_id = @job_id) AND ja.session_id = @session_id
    RETURN 0
GO
