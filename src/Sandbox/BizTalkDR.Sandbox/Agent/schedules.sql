-- Schedules: sp_add_schedule, sp_attach_schedule, sp_add_jobschedule and their kin.

CREATE PROCEDURE dbo.sp_verify_schedule_identifiers
    @name_of_name_parameter varchar(60),
    @name_of_id_parameter varchar(60),
    @schedule_name sysname OUTPUT,
    @schedule_id int OUTPUT,
    @job_id_filter uniqueidentifier = NULL
AS
    SET NOCOUNT ON
    DECLARE @id_text nvarchar(20)
    DECLARE @found int
    IF (@schedule_name IS NULL AND @schedule_id IS NULL) OR (@schedule_name IS NOT NULL AND @schedule_id IS NOT NULL)
    BEGIN
        RAISERROR(14373, 16, 1, @name_of_id_parameter, @name_of_name_parameter)
        RETURN 1
    END
    IF @schedule_id IS NOT NULL
    BEGIN
        SELECT @schedule_name = name FROM dbo.sysschedules WHERE schedule_id = @schedule_id
        IF @schedule_name IS NULL
        BEGIN
            SET @id_text = CONVERT(nvarchar(20), @schedule_id)
            RAISERROR(14262, 16, 1, '@schedule_id', @id_text)
            RETURN 1
        END
        RETURN 0
    END
    SELECT @found = COUNT(*), @schedule_id = MAX(schedule_id)
    FROM dbo.sysschedules
    WHERE name = @schedule_name
        AND (@job_id_filter IS NULL OR schedule_id IN (SELECT schedule_id FROM dbo.sysjobschedules WHERE job_id = @job_id_filter))
    IF @found > 1
    BEGIN
        RAISERROR(14371, 16, 1, @schedule_name, @name_of_id_parameter, @name_of_name_parameter)
        RETURN 1
    END
    IF @schedule_id IS NULL
    BEGIN
        RAISERROR(14262, 16, 1, @name_of_name_parameter, @schedule_name)
        RETURN 1
    END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_verify_schedule
    @freq_type int,
    @freq_interval int,
    @freq_subday_type int,
    @freq_subday_interval int,
    @freq_relative_interval int,
    @freq_recurrence_factor int,
    @active_start_time int,
    @active_end_time int
AS
    SET NOCOUNT ON
    IF @freq_type NOT IN (1, 4, 8, 16, 32, 64, 128)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_type', '1, 4, 8, 16, 32, 64, 128')
        RETURN 1
    END
    IF @freq_type IN (64, 128)
        RETURN 0
    IF @freq_subday_type NOT IN (0, 1, 2, 4, 8)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_subday_type', '1, 2, 4, 8')
        RETURN 1
    END
    IF @freq_subday_type IN (2, 4, 8) AND @freq_subday_interval < 1
    BEGIN
        RAISERROR(14278, 16, 1, '@freq_subday_interval')
        RETURN 1
    END
    IF @freq_type = 4 AND @freq_interval < 1
    BEGIN
        RAISERROR(14278, 16, 1, '@freq_interval')
        RETURN 1
    END
    IF @freq_type = 8 AND (@freq_interval < 1 OR @freq_interval > 127)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_interval', '1..127')
        RETURN 1
    END
    IF @freq_type = 16 AND (@freq_interval < 1 OR @freq_interval > 31)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_interval', '1..31')
        RETURN 1
    END
    IF @freq_type = 32 AND (@freq_interval < 1 OR @freq_interval > 10)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_interval', '1..10')
        RETURN 1
    END
    IF @freq_type = 32 AND @freq_relative_interval NOT IN (1, 2, 4, 8, 16)
    BEGIN
        RAISERROR(14266, 16, 1, '@freq_relative_interval', '1, 2, 4, 8, 16')
        RETURN 1
    END
    IF @freq_type IN (8, 16, 32) AND @freq_recurrence_factor < 1
    BEGIN
        RAISERROR(14278, 16, 1, '@freq_recurrence_factor')
        RETURN 1
    END
    IF @active_start_time < 0 OR @active_start_time > 235959
    BEGIN
        RAISERROR(14266, 16, 1, '@active_start_time', '000000..235959')
        RETURN 1
    END
    IF @active_end_time < 0 OR @active_end_time > 235959
    BEGIN
        RAISERROR(14266, 16, 1, '@active_end_time', '000000..235959')
        RETURN 1
    END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_schedule
    @schedule_name sysname,
    @enabled tinyint = 1,
    @freq_type int = 0,
    @freq_interval int = 0,
    @freq_subday_type int = 0,
    @freq_subday_interval int = 0,
    @freq_relative_interval int = 0,
    @freq_recurrence_factor int = 0,
    @active_start_date int = NULL,
    @active_end_date int = 99991231,
    @active_start_time int = 0,
    @active_end_time int = 235959,
    @owner_login_name sysname = NULL,
    @schedule_uid uniqueidentifier = NULL OUTPUT,
    @schedule_id int = NULL OUTPUT,
    @originating_server sysname = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @owner_sid varbinary(85)
    EXEC @retval = dbo.sp_verify_schedule @freq_type, @freq_interval, @freq_subday_type, @freq_subday_interval, @freq_relative_interval,
        @freq_recurrence_factor, @active_start_time, @active_end_time
    IF @retval <> 0
        RETURN 1
    SET @owner_login_name = ISNULL(@owner_login_name, SUSER_SNAME())
    EXEC @retval = dbo.sp_verify_owner_login @owner_login_name, @owner_sid OUTPUT
    IF @retval <> 0
        RETURN 1
    IF ISNULL(@active_start_date, 0) = 0
        SET @active_start_date = CONVERT(int, CONVERT(varchar(8), GETDATE(), 112))
    SET @schedule_uid = ISNULL(@schedule_uid, NEWID())
    INSERT INTO dbo.sysschedules (
        schedule_uid, originating_server_id, name, owner_sid, enabled, freq_type, freq_interval, freq_subday_type, freq_subday_interval,
        freq_relative_interval, freq_recurrence_factor, active_start_date, active_end_date, active_start_time, active_end_time)
    VALUES (
        @schedule_uid, 0, @schedule_name, @owner_sid, @enabled, @freq_type, @freq_interval, @freq_subday_type, @freq_subday_interval,
        @freq_relative_interval, @freq_recurrence_factor, @active_start_date, ISNULL(@active_end_date, 99991231),
        ISNULL(@active_start_time, 0), ISNULL(@active_end_time, 235959))
    SET @schedule_id = SCOPE_IDENTITY()
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_attach_schedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @schedule_id int = NULL,
    @schedule_name sysname = NULL,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@schedule_name', '@schedule_id', @schedule_name OUTPUT, @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF NOT EXISTS (SELECT * FROM dbo.sysjobschedules WHERE job_id = @job_id AND schedule_id = @schedule_id)
        INSERT INTO dbo.sysjobschedules (schedule_id, job_id) VALUES (@schedule_id, @job_id)
    EXEC dbo.sp_sqlagent_notify @op_type = N'S', @job_id = @job_id, @schedule_id = @schedule_id, @action_type = N'I'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_detach_schedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @schedule_id int = NULL,
    @schedule_name sysname = NULL,
    @delete_unused_schedule bit = 0,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@schedule_name', '@schedule_id', @schedule_name OUTPUT, @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF NOT EXISTS (SELECT * FROM dbo.sysjobschedules WHERE job_id = @job_id AND schedule_id = @schedule_id)
    BEGIN
        RAISERROR(14374, 16, 1, @schedule_name, @job_name)
        RETURN 1
    END
    DELETE FROM dbo.sysjobschedules WHERE job_id = @job_id AND schedule_id = @schedule_id
    IF @delete_unused_schedule = 1 AND NOT EXISTS (SELECT * FROM dbo.sysjobschedules WHERE schedule_id = @schedule_id)
        DELETE FROM dbo.sysschedules WHERE schedule_id = @schedule_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'S', @job_id = @job_id, @schedule_id = @schedule_id, @action_type = N'D'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_update_schedule
    @schedule_id int = NULL,
    @name sysname = NULL,
    @new_name sysname = NULL,
    @enabled tinyint = NULL,
    @freq_type int = NULL,
    @freq_interval int = NULL,
    @freq_subday_type int = NULL,
    @freq_subday_interval int = NULL,
    @freq_relative_interval int = NULL,
    @freq_recurrence_factor int = NULL,
    @active_start_date int = NULL,
    @active_end_date int = NULL,
    @active_start_time int = NULL,
    @active_end_time int = NULL,
    @owner_login_name sysname = NULL,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @owner_sid varbinary(85)
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@name', '@schedule_id', @name OUTPUT, @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_owner_login @owner_login_name, @owner_sid OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT
        @new_name = ISNULL(@new_name, name),
        @enabled = ISNULL(@enabled, enabled),
        @freq_type = ISNULL(@freq_type, freq_type),
        @freq_interval = ISNULL(@freq_interval, freq_interval),
        @freq_subday_type = ISNULL(@freq_subday_type, freq_subday_type),
        @freq_subday_interval = ISNULL(@freq_subday_interval, freq_subday_interval),
        @freq_relative_interval = ISNULL(@freq_relative_interval, freq_relative_interval),
        @freq_recurrence_factor = ISNULL(@freq_recurrence_factor, freq_recurrence_factor),
        @active_start_date = ISNULL(@active_start_date, active_start_date),
        @active_end_date = ISNULL(@active_end_date, active_end_date),
        @active_start_time = ISNULL(@active_start_time, active_start_time),
        @active_end_time = ISNULL(@active_end_time, active_end_time),
        @owner_sid = ISNULL(@owner_sid, owner_sid)
    FROM dbo.sysschedules
    WHERE schedule_id = @schedule_id
    EXEC @retval = dbo.sp_verify_schedule @freq_type, @freq_interval, @freq_subday_type, @freq_subday_interval, @freq_relative_interval,
        @freq_recurrence_factor, @active_start_time, @active_end_time
    IF @retval <> 0
        RETURN 1
    UPDATE dbo.sysschedules
    SET name = @new_name,
        enabled = @enabled,
        freq_type = @freq_type,
        freq_interval = @freq_interval,
        freq_subday_type = @freq_subday_type,
        freq_subday_interval = @freq_subday_interval,
        freq_relative_interval = @freq_relative_interval,
        freq_recurrence_factor = @freq_recurrence_factor,
        active_start_date = @active_start_date,
        active_end_date = @active_end_date,
        active_start_time = @active_start_time,
        active_end_time = @active_end_time,
        owner_sid = @owner_sid,
        date_modified = GETDATE(),
        version_number = version_number + 1
    WHERE schedule_id = @schedule_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'S', @schedule_id = @schedule_id, @action_type = N'U'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_delete_schedule
    @schedule_id int = NULL,
    @schedule_name sysname = NULL,
    @force_delete bit = 0,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@schedule_name', '@schedule_id', @schedule_name OUTPUT, @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    IF @force_delete = 0 AND EXISTS (SELECT * FROM dbo.sysjobschedules WHERE schedule_id = @schedule_id)
    BEGIN
        RAISERROR(14372, 16, 1)
        RETURN 1
    END
    DELETE FROM dbo.sysjobschedules WHERE schedule_id = @schedule_id
    DELETE FROM dbo.sysschedules WHERE schedule_id = @schedule_id
    EXEC dbo.sp_sqlagent_notify @op_type = N'S', @schedule_id = @schedule_id, @action_type = N'D'
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_add_jobschedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @name sysname,
    @enabled tinyint = 1,
    @freq_type int = 1,
    @freq_interval int = 0,
    @freq_subday_type int = 0,
    @freq_subday_interval int = 0,
    @freq_relative_interval int = 0,
    @freq_recurrence_factor int = 0,
    @active_start_date int = NULL,
    @active_end_date int = 99991231,
    @active_start_time int = 0,
    @active_end_time int = 235959,
    @schedule_id int = NULL OUTPUT,
    @automatic_post bit = 1,
    @schedule_uid uniqueidentifier = NULL OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_add_schedule
        @schedule_name = @name, @enabled = @enabled, @freq_type = @freq_type, @freq_interval = @freq_interval,
        @freq_subday_type = @freq_subday_type, @freq_subday_interval = @freq_subday_interval,
        @freq_relative_interval = @freq_relative_interval, @freq_recurrence_factor = @freq_recurrence_factor,
        @active_start_date = @active_start_date, @active_end_date = @active_end_date, @active_start_time = @active_start_time,
        @active_end_time = @active_end_time, @schedule_uid = @schedule_uid OUTPUT, @schedule_id = @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_attach_schedule @job_id = @job_id, @schedule_id = @schedule_id
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_update_jobschedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @name sysname,
    @new_name sysname = NULL,
    @enabled tinyint = NULL,
    @freq_type int = NULL,
    @freq_interval int = NULL,
    @freq_subday_type int = NULL,
    @freq_subday_interval int = NULL,
    @freq_relative_interval int = NULL,
    @freq_recurrence_factor int = NULL,
    @active_start_date int = NULL,
    @active_end_date int = NULL,
    @active_start_time int = NULL,
    @active_end_time int = NULL,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @schedule_id int
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@name', '@schedule_id', @name OUTPUT, @schedule_id OUTPUT, @job_id
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_update_schedule
        @schedule_id = @schedule_id, @new_name = @new_name, @enabled = @enabled, @freq_type = @freq_type, @freq_interval = @freq_interval,
        @freq_subday_type = @freq_subday_type, @freq_subday_interval = @freq_subday_interval,
        @freq_relative_interval = @freq_relative_interval, @freq_recurrence_factor = @freq_recurrence_factor,
        @active_start_date = @active_start_date, @active_end_date = @active_end_date, @active_start_time = @active_start_time,
        @active_end_time = @active_end_time
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_delete_jobschedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @name sysname,
    @keep_schedule int = 0,
    @automatic_post bit = 1
AS
    SET NOCOUNT ON
    DECLARE @retval int
    DECLARE @schedule_id int
    DECLARE @delete_unused bit
    EXEC @retval = dbo.sp_verify_job_identifiers '@job_name', '@job_id', @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@name', '@schedule_id', @name OUTPUT, @schedule_id OUTPUT, @job_id
    IF @retval <> 0
        RETURN 1
    SET @delete_unused = CASE WHEN @keep_schedule = 0 THEN 1 ELSE 0 END
    EXEC @retval = dbo.sp_detach_schedule @job_id = @job_id, @schedule_id = @schedule_id, @delete_unused_schedule = @delete_unused
    RETURN @retval
GO
CREATE PROCEDURE dbo.sp_get_schedule_description
    @freq_type int = NULL,
    @freq_interval int = NULL,
    @freq_subday_type int = NULL,
    @freq_subday_interval int = NULL,
    @freq_relative_interval int = NULL,
    @freq_recurrence_factor int = NULL,
    @active_start_date int = NULL,
    @active_end_date int = NULL,
    @active_start_time int = NULL,
    @active_end_time int = NULL,
    @schedule_description nvarchar(255) OUTPUT
AS
    SET NOCOUNT ON
    SET @schedule_description = CASE @freq_type
        WHEN 1 THEN N'Once on ' + CONVERT(nvarchar(8), @active_start_date)
        WHEN 4 THEN N'Every ' + CONVERT(nvarchar(10), @freq_interval) + N' day(s)'
        WHEN 8 THEN N'Every ' + CONVERT(nvarchar(10), @freq_recurrence_factor) + N' week(s)'
        WHEN 16 THEN N'Every ' + CONVERT(nvarchar(10), @freq_recurrence_factor) + N' months(s) on day ' + CONVERT(nvarchar(10), @freq_interval)
        WHEN 32 THEN N'Every ' + CONVERT(nvarchar(10), @freq_recurrence_factor) + N' months(s)'
        WHEN 64 THEN N'Start automatically when SQL Server Agent starts'
        WHEN 128 THEN N'Start whenever the CPU(s) become idle'
        ELSE N'' END
    IF @freq_type IN (4, 8, 16, 32)
        SET @schedule_description = @schedule_description + CASE @freq_subday_type
            WHEN 2 THEN N' every ' + CONVERT(nvarchar(10), @freq_subday_interval) + N' second(s)'
            WHEN 4 THEN N' every ' + CONVERT(nvarchar(10), @freq_subday_interval) + N' minute(s)'
            WHEN 8 THEN N' every ' + CONVERT(nvarchar(10), @freq_subday_interval) + N' hour(s)'
            ELSE N' at ' + CONVERT(nvarchar(6), @active_start_time) END
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_schedule
    @schedule_id int = NULL,
    @schedule_name sysname = NULL,
    @attached_schedules_only bit = NULL,
    @include_description bit = 0
AS
    SET NOCOUNT ON
    DECLARE @retval int
    IF @schedule_id IS NOT NULL OR @schedule_name IS NOT NULL
    BEGIN
        EXEC @retval = dbo.sp_verify_schedule_identifiers '@schedule_name', '@schedule_id', @schedule_name OUTPUT, @schedule_id OUTPUT
        IF @retval <> 0
            RETURN 1
    END
    SELECT
        s.schedule_id,
        s.schedule_uid,
        s.name AS schedule_name,
        s.enabled,
        s.freq_type,
        s.freq_interval,
        s.freq_subday_type,
        s.freq_subday_interval,
        s.freq_relative_interval,
        s.freq_recurrence_factor,
        s.active_start_date,
        s.active_end_date,
        s.active_start_time,
        s.active_end_time,
        s.date_created,
        FORMATMESSAGE(14549) AS schedule_description,
        (SELECT COUNT(*) FROM dbo.sysjobschedules AS js WHERE js.schedule_id = s.schedule_id) AS job_count
    FROM dbo.sysschedules AS s
    WHERE (@schedule_id IS NULL OR s.schedule_id = @schedule_id)
        AND (@attached_schedules_only IS NULL
            OR (@attached_schedules_only = 1 AND EXISTS (SELECT * FROM dbo.sysjobschedules AS a WHERE a.schedule_id = s.schedule_id))
            OR (@attached_schedules_only = 0 AND NOT EXISTS (SELECT * FROM dbo.sysjobschedules AS u WHERE u.schedule_id = s.schedule_id)))
    ORDER BY s.schedule_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobschedule
    @job_id uniqueidentifier = NULL,
    @job_name sysname = NULL,
    @schedule_name sysname = NULL,
    @schedule_id int = NULL,
    @include_description bit = 0
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_job_filter @job_name OUTPUT, @job_id OUTPUT
    IF @retval <> 0
        RETURN 1
    SELECT
        s.schedule_id,
        s.name AS schedule_name,
        s.enabled,
        s.freq_type,
        s.freq_interval,
        s.freq_subday_type,
        s.freq_subday_interval,
        s.freq_relative_interval,
        s.freq_recurrence_factor,
        s.active_start_date,
        s.active_end_date,
        s.active_start_time,
        s.active_end_time,
        s.date_created,
        FORMATMESSAGE(14549) AS schedule_description,
        js.next_run_date,
        js.next_run_time,
        s.schedule_uid,
        (SELECT COUNT(*) FROM dbo.sysjobschedules AS c WHERE c.schedule_id = s.schedule_id) AS job_count
    FROM dbo.sysjobschedules AS js
    INNER JOIN dbo.sysschedules AS s ON js.schedule_id = s.schedule_id
    WHERE (@job_id IS NULL OR js.job_id = @job_id)
        AND (@schedule_id IS NULL OR s.schedule_id = @schedule_id)
        AND (@schedule_name IS NULL OR s.name = @schedule_name)
    ORDER BY s.schedule_id
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_help_jobs_in_schedule
    @schedule_name sysname = NULL,
    @schedule_id int = NULL
AS
    SET NOCOUNT ON
    DECLARE @retval int
    EXEC @retval = dbo.sp_verify_schedule_identifiers '@schedule_name', '@schedule_id', @schedule_name OUTPUT, @schedule_id OUTPUT
    IF @retval <> 0
        RETURN 1
    EXEC @retval = dbo.sp_get_composite_job_info @schedule_id = @schedule_id
    RETURN @retval
GO
