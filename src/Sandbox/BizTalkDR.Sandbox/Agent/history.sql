-- Histories: of jobs, and of backups and restores.

CREATE PROCEDURE dbo.sp_help_jobhistory
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @step_id int = NULL,
    @sql_message_id int = NULL,
    @sql_severity int = NULL,
    @start_run_date int = NULL,
    @end_run_date int = NULL,
    @start_run_time int = NULL,
    @end_run_time int = NULL,
    @minimum_run_duration int = NULL,
    @run_status int = NULL,
    @minimum_retries int = NULL,
    @oldest_first int = 0,
    @server sysname = NULL,
    @mode varchar(7) = 'SUMMARY'
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_filter @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF UPPER(@mode) NOT IN ('SUMMARY', 'FULL')
    BEGIN
        RAISERROR(14266, 16, 1, '@mode', 'SUMMARY, FULL')
        RETURN 1
    END
    IF UPPER(@mode) = 'FULL'
        EXEC dbo.sp_help_jobhistory_full @job_id, @job_name, @step_id, @sql_message_id, @sql_severity, @start_run_date, @end_run_date,
            @start_run_time, @end_run_time, @minimum_run_duration, @run_status, @minimum_retries, @oldest_first, @server, @mode, NULL, 0
    ELSE
        EXEC dbo.sp_help_jobhistory_summary @job_id, @job_name, @step_id, @sql_message_id, @sql_severity, @start_run_date, @end_run_date,
            @start_run_time, @end_run_time, @minimum_run_duration, @run_status, @minimum_retries, @oldest_first, @server, @mode, NULL, 0
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobhistory_full
    @job_id uniqueidentifier,
    @job_name sysname,
    @step_id int,
    @sql_message_id int,
    @sql_severity int,
    @start_run_date int,
    @end_run_date int,
    @start_run_time int,
    @end_run_time int,
    @minimum_run_duration int,
    @run_status int,
    @minimum_retries int,
    @oldest_first int,
    @server sysname,
    @mode varchar(7),
    @order_by int,
    @distributed_job_history bit
AS
    SET NOCOUNT ON
    SELECT
        sjh.instance_id,
        sj.job_id,
        sj.name AS job_name,
        sjh.step_id,
        sjh.step_name,
        sjh.sql_message_id,
        sjh.sql_severity,
        sjh.message,
        sjh.run_status,
        sjh.run_date,
        sjh.run_time,
        sjh.run_duration,
        so1.name AS operator_emailed,
        so2.name AS operator_netsent,
        so3.name AS operator_paged,
        sjh.retries_attempted,
        sjh.server
    FROM dbo.sysjobhistory AS sjh
    INNER JOIN dbo.sysjobs_view AS sj ON sjh.job_id = sj.job_id
    LEFT JOIN dbo.sysoperators AS so1 ON sjh.operator_id_emailed = so1.id
    LEFT JOIN dbo.sysoperators AS so2 ON sjh.operator_id_netsent = so2.id
    LEFT JOIN dbo.sysoperators AS so3 ON sjh.operator_id_paged = so3.id
    WHERE (@job_id IS NULL OR sjh.job_id = @job_id)
        AND (@step_id IS NULL OR sjh.step_id = @step_id)
        AND (@sql_message_id IS NULL OR sjh.sql_message_id = @sql_message_id)
        AND (@sql_severity IS NULL OR sjh.sql_severity = @sql_severity)
        AND (@start_run_date IS NULL OR sjh.run_date >= @start_run_date)
        AND (@end_run_date IS NULL OR sjh.run_date <= @end_run_date)
        AND (@start_run_time IS NULL OR sjh.run_time >= @start_run_time)
        AND (@end_run_time IS NULL OR sjh.run_time <= @end_run_time)
        AND (@minimum_run_duration IS NULL OR sjh.run_duration >= @minimum_run_duration)
        AND (@run_status IS NULL OR sjh.run_status = @run_status)
        AND (@minimum_retries IS NULL OR sjh.retries_attempted >= @minimum_retries)
        AND (@server IS NULL OR sjh.server = @server)
    ORDER BY CASE WHEN @oldest_first = 1 THEN sjh.instance_id ELSE -sjh.instance_id END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobhistory_summary
    @job_id uniqueidentifier,
    @job_name sysname,
    @step_id int,
    @sql_message_id int,
    @sql_severity int,
    @start_run_date int,
    @end_run_date int,
    @start_run_time int,
    @end_run_time int,
    @minimum_run_duration int,
    @run_status int,
    @minimum_retries int,
    @oldest_first int,
    @server sysname,
    @mode varchar(7),
    @order_by int,
    @distributed_job_history bit
AS
    SET NOCOUNT ON
    SELECT
        sj.job_id,
        sj.name AS job_name,
        sjh.run_status,
        sjh.run_date,
        sjh.run_time,
        sjh.run_duration,
        SUBSTRING(so1.name, 1, 20) AS operator_emailed,
        SUBSTRING(so2.name, 1, 20) AS operator_netsent,
        SUBSTRING(so3.name, 1, 20) AS operator_paged,
        sjh.retries_attempted,
        sjh.server
    FROM dbo.sysjobhistory AS sjh
    INNER JOIN dbo.sysjobs_view AS sj ON sjh.job_id = sj.job_id
    LEFT JOIN dbo.sysoperators AS so1 ON sjh.operator_id_emailed = so1.id
    LEFT JOIN dbo.sysoperators AS so2 ON sjh.operator_id_netsent = so2.id
    LEFT JOIN dbo.sysoperators AS so3 ON sjh.operator_id_paged = so3.id
    WHERE sjh.step_id = 0
        AND (@job_id IS NULL OR sjh.job_id = @job_id)
        AND (@start_run_date IS NULL OR sjh.run_date >= @start_run_date)
        AND (@end_run_date IS NULL OR sjh.run_date <= @end_run_date)
        AND (@start_run_time IS NULL OR sjh.run_time >= @start_run_time)
        AND (@end_run_time IS NULL OR sjh.run_time <= @end_run_time)
        AND (@minimum_run_duration IS NULL OR sjh.run_duration >= @minimum_run_duration)
        AND (@run_status IS NULL OR sjh.run_status = @run_status)
        AND (@minimum_retries IS NULL OR sjh.retries_attempted >= @minimum_retries)
        AND (@server IS NULL OR sjh.server = @server)
    ORDER BY CASE WHEN @oldest_first = 1 THEN sjh.instance_id ELSE -sjh.instance_id END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_purge_jobhistory
    @job_name sysname = NULL,
    @job_id uniqueidentifier = NULL,
    @oldest_date datetime = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @rows int
    DECLARE @date int
    DECLARE @time int
    EXEC @retval = dbo.sp_verify_job_filter @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @oldest_date IS NOT NULL
    BEGIN
        SET @date = CONVERT(int, CONVERT(varchar(8), @oldest_date, 112))
        SET @time = DATEPART(hour, @oldest_date) * 10000 + DATEPART(minute, @oldest_date) * 100 + DATEPART(second, @oldest_date)
    END
    DELETE FROM dbo.sysjobhistory
    WHERE (@job_id IS NULL OR job_id = @job_id)
        AND (@date IS NULL OR run_date < @date OR (run_date = @date AND run_time < @time))
    SET @rows = @@ROWCOUNT
    RAISERROR(14226, 0, 1, @rows)
    RETURN 0
GO
-- Deletes what #sets and #restores of the caller name.
CREATE PROCEDURE dbo.sp_delete_backup_sets
AS
    SET NOCOUNT ON
    DELETE FROM dbo.backupfile WHERE backup_set_id IN (SELECT backup_set_id FROM #sets)
    DELETE FROM dbo.backupfilegroup WHERE backup_set_id IN (SELECT backup_set_id FROM #sets)
    DELETE FROM dbo.restorefile WHERE restore_history_id IN (SELECT restore_history_id FROM #restores)
    DELETE FROM dbo.restorefilegroup WHERE restore_history_id IN (SELECT restore_history_id FROM #restores)
    DELETE FROM dbo.restorehistory WHERE restore_history_id IN (SELECT restore_history_id FROM #restores)
    DELETE FROM dbo.backupset WHERE backup_set_id IN (SELECT backup_set_id FROM #sets)
    DELETE FROM dbo.backupmediafamily
    WHERE media_set_id IN (SELECT media_set_id FROM #sets) AND media_set_id NOT IN (SELECT media_set_id FROM dbo.backupset)
    DELETE FROM dbo.backupmediaset
    WHERE media_set_id IN (SELECT media_set_id FROM #sets) AND media_set_id NOT IN (SELECT media_set_id FROM dbo.backupset)
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_backuphistory
    @oldest_date datetime
AS
    SET NOCOUNT ON
    SELECT backup_set_id, media_set_id INTO #sets FROM dbo.backupset WHERE backup_finish_date < @oldest_date
    SELECT restore_history_id INTO #restores FROM dbo.restorehistory WHERE backup_set_id IN (SELECT backup_set_id FROM #sets)
    EXEC dbo.sp_delete_backup_sets
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_database_backuphistory
    @database_name sysname
AS
    SET NOCOUNT ON
    SELECT backup_set_id, media_set_id INTO #sets FROM dbo.backupset WHERE database_name = @database_name
    SELECT restore_history_id INTO #restores
    FROM dbo.restorehistory
    WHERE destination_database_name = @database_name OR backup_set_id IN (SELECT backup_set_id FROM #sets)
    EXEC dbo.sp_delete_backup_sets
    RETURN 0
GO
