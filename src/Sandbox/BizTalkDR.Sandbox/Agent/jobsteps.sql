-- Job steps: sp_add_jobstep and its kin.

-- What a step is given, a NULL being what is not to change: a new one goes between the others or behind them, another one is there.
CREATE PROCEDURE dbo.sp_verify_jobstep
    @job_id uniqueidentifier,
    @step_id int,
    @is_new bit = 0,
    @step_name sysname = NULL,
    @subsystem nvarchar(40) = NULL,
    @on_success_action tinyint = NULL,
    @on_fail_action tinyint = NULL
AS
    SET NOCOUNT ON
    DECLARE @text nvarchar(50)
    DECLARE @last int
    IF @is_new = 1
    BEGIN
        SELECT @last = ISNULL(MAX(step_id), 0) FROM dbo.sysjobsteps WHERE job_id = @job_id
        IF @step_id < 1 OR @step_id > @last + 1
        BEGIN
            SET @text = N'1..' + CONVERT(nvarchar(10), @last + 1)
            RAISERROR(14266, 16, 1, '@step_id', @text)
            RETURN 1
        END
    END
    ELSE IF NOT EXISTS (SELECT * FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_id = @step_id)
    BEGIN
        SET @text = CONVERT(nvarchar(10), @step_id)
        RAISERROR(14262, 16, 1, '@step_id', @text)
        RETURN 1
    END
    IF EXISTS (SELECT * FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_name = @step_name AND (@is_new = 1 OR step_id <> @step_id))
    BEGIN
        RAISERROR(14261, 16, 1, '@step_name', @step_name)
        RETURN 1
    END
    IF (@is_new = 1 OR @subsystem IS NOT NULL) AND NOT EXISTS (SELECT * FROM dbo.syssubsystems WHERE subsystem = @subsystem)
    BEGIN
        RAISERROR(14234, 16, 1, '@subsystem', 'sp_enum_sqlagent_subsystems')
        RETURN 1
    END
    IF @on_success_action NOT IN (1, 2, 3, 4)
    BEGIN
        RAISERROR(14266, 16, 1, '@on_success_action', '1, 2, 3, 4')
        RETURN 1
    END
    IF @on_fail_action NOT IN (1, 2, 3, 4)
    BEGIN
        RAISERROR(14266, 16, 1, '@on_fail_action', '1, 2, 3, 4')
        RETURN 1
    END
    RETURN 0
GO
-- The last act of whatever changes the steps of a job.
CREATE PROCEDURE dbo.sp_jobsteps_changed
    @job_id uniqueidentifier
AS
    SET NOCOUNT ON
    UPDATE dbo.sysjobs SET version_number = version_number + 1, date_modified = GETDATE() WHERE job_id = @job_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'J', @job_id = @job_id, @action_type = N'U'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_jobstep
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int = NULL,
    @step_name sysname,
    @subsystem nvarchar(40) = N'TSQL',
    @command nvarchar(max) = NULL,
    @additional_parameters nvarchar(max) = NULL,
    @cmdexec_success_code int = 0,
    @on_success_action tinyint = 1,
    @on_success_step_id int = 0,
    @on_fail_action tinyint = 2,
    @on_fail_step_id int = 0,
    @server sysname = NULL,
    @database_name sysname = NULL,
    @database_user_name sysname = NULL,
    @retry_attempts int = 0,
    @retry_interval int = 0,
    @os_run_priority int = 0,
    @output_file_name nvarchar(200) = NULL,
    @flags int = 0,
    @proxy_id int = NULL,
    @proxy_name sysname = NULL,
    @step_uid uniqueidentifier = NULL OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @last int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT @last = ISNULL(MAX(step_id), 0) FROM dbo.sysjobsteps WHERE job_id = @job_id
    SET @step_id = ISNULL(@step_id, @last + 1)
    EXEC @retval = dbo.sp_verify_jobstep @job_id, @step_id, 1, @step_name, @subsystem, @on_success_action, @on_fail_action
    IF @retval <> 0
        RETURN 1
    IF UPPER(@subsystem) = N'TSQL' AND @database_name IS NULL
        SET @database_name = N'master'
    IF UPPER(@subsystem) <> N'TSQL'
        SELECT @database_name = NULL, @database_user_name = NULL

    IF @step_id <= @last
    BEGIN
        -- One at a time from the end, since (job_id, step_id) is unique at every moment.
        DECLARE @moved int
        SET @moved = @last
        WHILE @moved >= @step_id
        BEGIN
            UPDATE dbo.sysjobsteps SET step_id = @moved + 1 WHERE job_id = @job_id AND step_id = @moved
            SET @moved = @moved - 1
        END
        UPDATE dbo.sysjobsteps SET on_success_step_id = on_success_step_id + 1
        WHERE job_id = @job_id AND on_success_action = 4 AND on_success_step_id >= @step_id
        UPDATE dbo.sysjobsteps SET on_fail_step_id = on_fail_step_id + 1
        WHERE job_id = @job_id AND on_fail_action = 4 AND on_fail_step_id >= @step_id
    END
    SET @step_uid = ISNULL(@step_uid, NEWID())
    INSERT INTO dbo.sysjobsteps (
        job_id, step_id, step_name, subsystem, command, flags, additional_parameters, cmdexec_success_code, on_success_action,
        on_success_step_id, on_fail_action, on_fail_step_id, server, database_name, database_user_name, retry_attempts, retry_interval,
        os_run_priority, output_file_name, last_run_outcome, last_run_duration, last_run_retries, last_run_date, last_run_time, proxy_id,
        step_uid)
    VALUES (
        @job_id, @step_id, @step_name, @subsystem, @command, @flags, @additional_parameters, @cmdexec_success_code, @on_success_action,
        @on_success_step_id, @on_fail_action, @on_fail_step_id, @server, @database_name, @database_user_name, @retry_attempts,
        @retry_interval, @os_run_priority, @output_file_name, 0, 0, 0, 0, 0, @proxy_id, @step_uid)
    EXEC dbo.sp_jobsteps_changed @job_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_update_jobstep
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int,
    @step_name sysname = NULL,
    @subsystem nvarchar(40) = NULL,
    @command nvarchar(max) = NULL,
    @additional_parameters nvarchar(max) = NULL,
    @cmdexec_success_code int = NULL,
    @on_success_action tinyint = NULL,
    @on_success_step_id int = NULL,
    @on_fail_action tinyint = NULL,
    @on_fail_step_id int = NULL,
    @server sysname = NULL,
    @database_name sysname = NULL,
    @database_user_name sysname = NULL,
    @retry_attempts int = NULL,
    @retry_interval int = NULL,
    @os_run_priority int = NULL,
    @output_file_name nvarchar(200) = NULL,
    @flags int = NULL,
    @proxy_id int = NULL,
    @proxy_name sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_jobstep @job_id, @step_id, 0, @step_name, @subsystem, @on_success_action, @on_fail_action
    IF @retval <> 0
        RETURN 1
    UPDATE dbo.sysjobsteps
    SET step_name = ISNULL(@step_name, step_name),
        subsystem = ISNULL(@subsystem, subsystem),
        command = ISNULL(@command, command),
        additional_parameters = ISNULL(@additional_parameters, additional_parameters),
        cmdexec_success_code = ISNULL(@cmdexec_success_code, cmdexec_success_code),
        on_success_action = ISNULL(@on_success_action, on_success_action),
        on_success_step_id = ISNULL(@on_success_step_id, on_success_step_id),
        on_fail_action = ISNULL(@on_fail_action, on_fail_action),
        on_fail_step_id = ISNULL(@on_fail_step_id, on_fail_step_id),
        server = ISNULL(@server, server),
        database_name = ISNULL(@database_name, database_name),
        database_user_name = ISNULL(@database_user_name, database_user_name),
        retry_attempts = ISNULL(@retry_attempts, retry_attempts),
        retry_interval = ISNULL(@retry_interval, retry_interval),
        os_run_priority = ISNULL(@os_run_priority, os_run_priority),
        output_file_name = ISNULL(@output_file_name, output_file_name),
        flags = ISNULL(@flags, flags),
        proxy_id = ISNULL(@proxy_id, proxy_id)
    WHERE job_id = @job_id AND step_id = @step_id
    EXEC dbo.sp_jobsteps_changed @job_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_jobstep
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @next int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @step_id <> 0
    BEGIN
        EXEC @retval = dbo.sp_verify_jobstep @job_id, @step_id
        IF @retval <> 0
            RETURN 1
    END
    IF @step_id = 0
        DELETE FROM dbo.sysjobsteps WHERE job_id = @job_id
    ELSE
    BEGIN
        DELETE FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_id = @step_id
        SET @next = @step_id + 1
        WHILE EXISTS (SELECT * FROM dbo.sysjobsteps WHERE job_id = @job_id AND step_id = @next)
        BEGIN
            UPDATE dbo.sysjobsteps SET step_id = @next - 1 WHERE job_id = @job_id AND step_id = @next
            SET @next = @next + 1
        END
        UPDATE dbo.sysjobsteps SET on_success_step_id = on_success_step_id - 1
        WHERE job_id = @job_id AND on_success_action = 4 AND on_success_step_id > @step_id
        UPDATE dbo.sysjobsteps SET on_fail_step_id = on_fail_step_id - 1
        WHERE job_id = @job_id AND on_fail_action = 4 AND on_fail_step_id > @step_id
    END
    EXEC dbo.sp_jobsteps_changed @job_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobstep
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int = NULL,
    @step_name sysname = NULL,
    @suffix bit = 0
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT
        step_id, step_name, subsystem, command, flags, cmdexec_success_code, on_success_action, on_success_step_id, on_fail_action,
        on_fail_step_id, server, database_name, database_user_name, retry_attempts, retry_interval, os_run_priority, output_file_name,
        last_run_outcome, last_run_duration, last_run_retries, last_run_date, last_run_time, proxy_id
    FROM dbo.sysjobsteps
    WHERE job_id = @job_id
        AND (@step_id IS NULL OR step_id = @step_id)
        AND (@step_name IS NULL OR step_name = @step_name)
    ORDER BY step_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobsteplog
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int = NULL,
    @step_name sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT @job_id AS job_id, @job_name AS job_name, s.step_id, s.step_name, s.step_uid, l.date_created, l.date_modified, l.log_size, l.log
    FROM dbo.sysjobsteps AS s
    INNER JOIN dbo.sysjobstepslogs AS l ON s.step_uid = l.step_uid
    WHERE s.job_id = @job_id
        AND (@step_id IS NULL OR s.step_id = @step_id)
        AND (@step_name IS NULL OR s.step_name = @step_name)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_enum_sqlagent_subsystems
    @subsystem nvarchar(40) = NULL
AS
    SET NOCOUNT ON
    SELECT
        subsystem, CONVERT(nvarchar(512), subsystem) AS description, subsystem_dll, agent_exe, start_entry_point, event_entry_point,
        stop_entry_point, max_worker_threads, subsystem_id
    FROM dbo.syssubsystems
    WHERE @subsystem IS NULL OR subsystem = @subsystem
    RETURN 0
GO
