-- Log shipping: restoring full and log sets, and the final restore to the mark.

-- Restores one full backup under the destination's own data and log folders.
CREATE PROCEDURE dbo.bts_LogShippingRestoreFull
    @DatabaseName nvarchar(128),
    @File nvarchar(3500)
AS
    SET NOCOUNT ON
    DECLARE @Sql nvarchar(max)
    DECLARE @LogicalName nvarchar(128)
    DECLARE @PhysicalName nvarchar(260)
    DECLARE @Type char(1)
    DECLARE @Folder nvarchar(260)
    CREATE TABLE #Files (
        LogicalName nvarchar(128),
        PhysicalName nvarchar(260),
        Type char(1),
        FileGroupName nvarchar(128),
        Size numeric(20, 0),
        MaxSize numeric(20, 0),
        FileID bigint,
        CreateLSN numeric(25, 0),
        DropLSN numeric(25, 0),
        UniqueID uniqueidentifier,
        ReadOnlyLSN numeric(25, 0),
        ReadWriteLSN numeric(25, 0),
        BackupSizeInBytes bigint,
        SourceBlockSize int,
        FileGroupID int,
        LogGroupGUID uniqueidentifier,
        DifferentialBaseLSN numeric(25, 0),
        DifferentialBaseGUID uniqueidentifier,
        IsReadOnly bit,
        IsPresent bit,
        TDEThumbprint varbinary(32),
        SnapshotUrl nvarchar(360))
    SET @Sql = N'RESTORE FILELISTONLY FROM DISK = N''' + REPLACE(@File, N'''', N'''''') + N''''
    INSERT INTO #Files EXEC (@Sql)

    SET @Sql = N'RESTORE DATABASE ' + QUOTENAME(@DatabaseName) + N' FROM DISK = N''' + REPLACE(@File, N'''', N'''''')
        + N''' WITH NORECOVERY, REPLACE'
    DECLARE Files CURSOR LOCAL STATIC FOR SELECT LogicalName, PhysicalName, Type FROM #Files ORDER BY FileID
    OPEN Files
    FETCH NEXT FROM Files INTO @LogicalName, @PhysicalName, @Type
    WHILE @@FETCH_STATUS = 0
    BEGIN
        IF @Type = 'L'
            SET @Folder = CONVERT(nvarchar(260), SERVERPROPERTY('InstanceDefaultLogPath'))
        ELSE
            SET @Folder = CONVERT(nvarchar(260), SERVERPROPERTY('InstanceDefaultDataPath'))
        IF RIGHT(@Folder, 1) <> N'\'
            SET @Folder = @Folder + N'\'
        SET @Sql = @Sql + N', MOVE N''' + REPLACE(@LogicalName, N'''', N'''''') + N''' TO N'''
            + REPLACE(@Folder + RIGHT(@PhysicalName, CHARINDEX(N'\', REVERSE(@PhysicalName)) - 1), N'''', N'''''') + N''''
        FETCH NEXT FROM Files INTO @LogicalName, @PhysicalName, @Type
    END
    CLOSE Files
    DEALLOCATE Files
    EXEC (@Sql)
GO
-- Restores one set. A database that fails does not keep the others from being tried; the set counts once all are done.
CREATE PROCEDURE dbo.bts_LogShippingRestoreSet
    @SourceID uniqueidentifier,
    @BackupSetId bigint,
    @OnlyMissing bit = 0,
    @StopAtMark nvarchar(32) = NULL,
    @IsRepairable bit = 0
AS
    SET NOCOUNT ON
    DECLARE @BackupId bigint
    DECLARE @DatabaseName nvarchar(128)
    DECLARE @BackupType char(2)
    DECLARE @File nvarchar(3500)
    DECLARE @Failed nvarchar(128)
    DECLARE @Error nvarchar(2048)
    DECLARE @SetText nvarchar(20)

    DECLARE Backups CURSOR LOCAL STATIC FOR
        SELECT
            h.BackupId,
            h.DatabaseName,
            h.BackupType,
            CASE
                WHEN h.BackupType = 'db' THEN ISNULL(d.DBFileLocation, h.BackupFileLocation)
                ELSE ISNULL(d.LogFileLocation, h.BackupFileLocation)
            END + N'\' + h.BackupFileName
        FROM dbo.bts_LogShippingHistory AS h
        INNER JOIN dbo.bts_LogShippingDatabases AS d
            ON d.SourceID = h.SourceID AND d.DatabaseName = h.DatabaseName AND d.ServerName = h.ServerName
        WHERE h.SourceID = @SourceID AND h.BackupSetId = @BackupSetId AND h.Restored = 0
            AND (@OnlyMissing = 0 OR NOT EXISTS (SELECT * FROM sys.databases AS s WHERE s.name = h.DatabaseName))
        ORDER BY h.BackupId
    OPEN Backups
    FETCH NEXT FROM Backups INTO @BackupId, @DatabaseName, @BackupType, @File
    WHILE @@FETCH_STATUS = 0
    BEGIN
        BEGIN TRY
            IF @BackupType = 'db'
                EXEC dbo.bts_LogShippingRestoreFull @DatabaseName, @File
            ELSE IF @StopAtMark IS NULL
                RESTORE LOG @DatabaseName FROM DISK = @File WITH NORECOVERY
            ELSE
                RESTORE LOG @DatabaseName FROM DISK = @File WITH RECOVERY, STOPATMARK = @StopAtMark
            IF @StopAtMark IS NOT NULL AND EXISTS (SELECT * FROM sys.databases WHERE name = @DatabaseName AND state <> 0)
                RAISERROR(N'The log holds no mark ''%s''; the database waits for a later log.', 16, 1, @StopAtMark)
            UPDATE dbo.bts_LogShippingHistory SET Restored = 1, RestoredDateTime = GETDATE()
            WHERE SourceID = @SourceID AND BackupSetId = @BackupSetId AND BackupId = @BackupId
        END TRY
        BEGIN CATCH
            SELECT @Failed = @DatabaseName, @Error = ERROR_MESSAGE()
        END CATCH
        FETCH NEXT FROM Backups INTO @BackupId, @DatabaseName, @BackupType, @File
    END
    CLOSE Backups
    DEALLOCATE Backups
    IF @Failed IS NOT NULL
    BEGIN
        SET @SetText = CONVERT(nvarchar(20), @BackupSetId)
        IF @IsRepairable = 1
            RAISERROR(N'Backup set %s could not be restored, database ''%s'': %s A later full backup set is restored.', 10, 1, @SetText, @Failed, @Error)
        ELSE
            RAISERROR(N'Backup set %s could not be restored, database ''%s'': %s', 16, 1, @SetText, @Failed, @Error)
        RETURN 1
    END
    IF @OnlyMissing = 0
    BEGIN
        DELETE FROM dbo.bts_LogShippingLastRestoreSet WHERE SourceID = @SourceID
        INSERT INTO dbo.bts_LogShippingLastRestoreSet (SourceID, BackupSetId, RestoredDateTime) VALUES (@SourceID, @BackupSetId, GETDATE())
    END
    RETURN 0
GO
-- What to restore next for one source: a log set, a full set, or nothing yet.
CREATE PROCEDURE dbo.bts_LogShippingNextSet
    @SourceID uniqueidentifier,
    @BackupSetId bigint OUTPUT,
    @OnlyMissing bit OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @Last bigint
    DECLARE @Broken bigint
    DECLARE @Log bigint
    DECLARE @Full bigint
    DECLARE @Missing nvarchar(128)
    DECLARE @Online nvarchar(128)
    SELECT @BackupSetId = NULL, @OnlyMissing = 0

    SELECT @Last = BackupSetId FROM dbo.bts_LogShippingLastRestoreSet WHERE SourceID = @SourceID
    IF @Last IS NULL
    BEGIN
        SELECT @BackupSetId = MAX(BackupSetId)
        FROM dbo.bts_LogShippingHistory
        WHERE SourceID = @SourceID AND BackupType = 'db' AND SetComplete = 1
        RETURN 0
    END

    -- A log set that stayed partial breaks the chain: nothing after it is usable until the next full set.
    SELECT @Broken = MIN(h.BackupSetId)
    FROM dbo.bts_LogShippingHistory AS h
    WHERE h.SourceID = @SourceID AND h.BackupSetId > @Last AND h.BackupType = 'lg' AND h.SetComplete = 0
        AND EXISTS (SELECT * FROM dbo.bts_LogShippingHistory AS l WHERE l.SourceID = @SourceID AND l.BackupSetId > h.BackupSetId)
    -- The last complete log set always stays for the restore to the mark.
    SELECT @Log = MIN(h.BackupSetId)
    FROM dbo.bts_LogShippingHistory AS h
    WHERE h.SourceID = @SourceID AND h.BackupSetId > @Last AND h.BackupType = 'lg' AND h.SetComplete = 1
        AND (@Broken IS NULL OR h.BackupSetId < @Broken)
        AND EXISTS (
            SELECT * FROM dbo.bts_LogShippingHistory AS l
            WHERE l.SourceID = @SourceID AND l.BackupSetId > h.BackupSetId AND l.BackupType = 'lg' AND l.SetComplete = 1)
    IF @Log IS NULL AND @Broken IS NULL
        RETURN 0

    IF @Log IS NOT NULL
    BEGIN
        SELECT @Online = MIN(h.DatabaseName)
        FROM dbo.bts_LogShippingHistory AS h
        INNER JOIN sys.databases AS s ON s.name = h.DatabaseName
        WHERE h.SourceID = @SourceID AND h.BackupSetId = @Log AND s.state = 0
        IF @Online IS NOT NULL
        BEGIN
            RAISERROR(N'Database ''%s'' is online on this server. Drop it, with sp_LogShippingClean, to ship logs to it again.', 16, 1, @Online)
            RETURN 1
        END
        SELECT @Missing = MIN(h.DatabaseName)
        FROM dbo.bts_LogShippingHistory AS h
        WHERE h.SourceID = @SourceID AND h.BackupSetId = @Log
            AND NOT EXISTS (SELECT * FROM sys.databases AS s WHERE s.name = h.DatabaseName)
        IF @Missing IS NULL
        BEGIN
            SET @BackupSetId = @Log
            RETURN 0
        END
    END

    SELECT @Full = MIN(BackupSetId)
    FROM dbo.bts_LogShippingHistory
    WHERE SourceID = @SourceID AND BackupType = 'db' AND SetComplete = 1
        AND BackupSetId > CASE WHEN @Log IS NULL THEN @Broken ELSE @Last END
    IF @Full IS NULL
    BEGIN
        IF @Missing IS NOT NULL
            RAISERROR(N'Database ''%s'' is not on this server. Run sp_ForceFullBackup on the source, then its backup job.', 16, 1, @Missing)
        RETURN 0
    END
    SET @BackupSetId = @Full
    IF @Full < @Log
        SET @OnlyMissing = 1
    RETURN 0
GO
-- The job that restores databases: every set that may be restored, the oldest first.
CREATE PROCEDURE dbo.bts_LogShippingRestoreDatabases
AS
    SET NOCOUNT ON
    DECLARE @SourceID uniqueidentifier
    DECLARE @BackupSetId bigint
    DECLARE @OnlyMissing bit
    DECLARE @Full bigint
    DECLARE @IsRepairable bit
    DECLARE @Result int
    DECLARE Sources CURSOR LOCAL STATIC FOR SELECT SourceID FROM dbo.bts_LogShippingSource
    OPEN Sources
    FETCH NEXT FROM Sources INTO @SourceID
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Result = 0
        EXEC dbo.bts_LogShippingNextSet @SourceID, @BackupSetId OUTPUT, @OnlyMissing OUTPUT
        WHILE @BackupSetId IS NOT NULL AND @Result = 0
        BEGIN
            -- A full set after the last one restored repairs what keeps this one from being restored: a gap in the chain, a damaged file.
            SET @Full = NULL
            SELECT @Full = MIN(h.BackupSetId)
            FROM dbo.bts_LogShippingHistory AS h
            INNER JOIN dbo.bts_LogShippingLastRestoreSet AS l ON l.SourceID = h.SourceID
            WHERE h.SourceID = @SourceID AND h.BackupType = 'db' AND h.SetComplete = 1 AND h.BackupSetId > l.BackupSetId
                AND h.BackupSetId <> @BackupSetId
            SET @IsRepairable = CASE WHEN @Full IS NULL THEN 0 ELSE 1 END
            EXEC @Result = dbo.bts_LogShippingRestoreSet @SourceID, @BackupSetId, @OnlyMissing, NULL, @IsRepairable
            IF @Result <> 0 AND @Full IS NOT NULL
                EXEC @Result = dbo.bts_LogShippingRestoreSet @SourceID, @Full
            IF @Result = 0
                EXEC dbo.bts_LogShippingNextSet @SourceID, @BackupSetId OUTPUT, @OnlyMissing OUTPUT
        END
        FETCH NEXT FROM Sources INTO @SourceID
    END
    CLOSE Sources
    DEALLOCATE Sources
GO
-- The job that restores to the mark: the last complete log set WITH STOPATMARK, then the source's jobs.
CREATE PROCEDURE dbo.bts_LogShippingRestoreToMark
    @MarkName nvarchar(32) = NULL
AS
    SET NOCOUNT ON
    DECLARE @SourceID uniqueidentifier
    DECLARE @BackupSetId bigint
    DECLARE @Last bigint
    DECLARE @Mark nvarchar(32)
    DECLARE @Result int
    EXEC dbo.bts_LogShippingRestoreDatabases
    DECLARE Sources CURSOR LOCAL STATIC FOR SELECT SourceID FROM dbo.bts_LogShippingSource
    OPEN Sources
    FETCH NEXT FROM Sources INTO @SourceID
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SELECT @BackupSetId = NULL, @Last = NULL
        SELECT @Last = BackupSetId FROM dbo.bts_LogShippingLastRestoreSet WHERE SourceID = @SourceID
        SELECT @BackupSetId = MIN(BackupSetId)
        FROM dbo.bts_LogShippingHistory
        WHERE SourceID = @SourceID AND BackupType = 'lg' AND SetComplete = 1 AND BackupSetId > @Last
            AND (@MarkName IS NULL OR MarkName = @MarkName)
        IF @BackupSetId IS NULL
        BEGIN
            RAISERROR(N'No complete log backup set is left to restore to a mark.', 16, 1)
            RETURN 1
        END
        SELECT @Mark = MIN(MarkName) FROM dbo.bts_LogShippingHistory WHERE SourceID = @SourceID AND BackupSetId = @BackupSetId
        EXEC @Result = dbo.bts_LogShippingRestoreSet @SourceID, @BackupSetId, 0, @Mark
        IF @Result <> 0
            RETURN 1
        EXEC dbo.bts_LogShippingCreateJobs @SourceID
        FETCH NEXT FROM Sources INTO @SourceID
    END
    CLOSE Sources
    DEALLOCATE Sources
    RETURN 0
GO
CREATE PROCEDURE dbo.bts_LogShippingCreateJobs
    @SourceID uniqueidentifier
AS
    SET NOCOUNT ON
    DECLARE @SourceJob uniqueidentifier
    DECLARE @JobId uniqueidentifier
    DECLARE @JobName nvarchar(128)
    DECLARE @Enabled tinyint
    DECLARE @Description nvarchar(512)
    DECLARE Jobs CURSOR LOCAL STATIC FOR
        SELECT j.JobId, j.JobName, j.Enabled, j.Description
        FROM dbo.bts_LogShippingJobs AS j
        WHERE j.SourceID = @SourceID AND NOT EXISTS (SELECT * FROM msdb.dbo.sysjobs AS s WHERE s.name = j.JobName)
    OPEN Jobs
    FETCH NEXT FROM Jobs INTO @SourceJob, @JobName, @Enabled, @Description
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @JobId = NULL
        EXEC msdb.dbo.sp_add_job
            @job_name = @JobName, @enabled = @Enabled, @description = @Description, @owner_login_name = N'sa', @job_id = @JobId OUTPUT
        EXEC dbo.bts_LogShippingCreateJobParts @SourceID, @SourceJob, @JobId
        EXEC msdb.dbo.sp_add_jobserver @job_id = @JobId, @server_name = N'(local)'
        FETCH NEXT FROM Jobs INTO @SourceJob, @JobName, @Enabled, @Description
    END
    CLOSE Jobs
    DEALLOCATE Jobs
GO
CREATE PROCEDURE dbo.bts_LogShippingCreateJobParts
    @SourceID uniqueidentifier,
    @SourceJob uniqueidentifier,
    @JobId uniqueidentifier
AS
    SET NOCOUNT ON
    DECLARE @StepId int, @Name nvarchar(128), @Subsystem nvarchar(40), @Command nvarchar(max), @DatabaseName nvarchar(128)
    DECLARE @SuccessAction tinyint, @SuccessStep int, @FailAction tinyint, @FailStep int
    DECLARE @Enabled int, @Type int, @Interval int, @SubdayType int, @SubdayInterval int, @Relative int, @Recurrence int
    DECLARE @StartTime int, @EndTime int
    DECLARE Steps CURSOR LOCAL STATIC FOR
        SELECT StepId, StepName, Subsystem, Command, DatabaseName, OnSuccessAction, OnSuccessStepId, OnFailAction, OnFailStepId
        FROM dbo.bts_LogShippingJobSteps
        WHERE SourceID = @SourceID AND JobId = @SourceJob
        ORDER BY StepId
    OPEN Steps
    FETCH NEXT FROM Steps INTO @StepId, @Name, @Subsystem, @Command, @DatabaseName, @SuccessAction, @SuccessStep, @FailAction, @FailStep
    WHILE @@FETCH_STATUS = 0
    BEGIN
        EXEC msdb.dbo.sp_add_jobstep
            @job_id = @JobId, @step_id = @StepId, @step_name = @Name, @subsystem = @Subsystem, @command = @Command,
            @database_name = @DatabaseName, @on_success_action = @SuccessAction, @on_success_step_id = @SuccessStep,
            @on_fail_action = @FailAction, @on_fail_step_id = @FailStep
        FETCH NEXT FROM Steps INTO @StepId, @Name, @Subsystem, @Command, @DatabaseName, @SuccessAction, @SuccessStep, @FailAction, @FailStep
    END
    CLOSE Steps
    DEALLOCATE Steps
    DECLARE Schedules CURSOR LOCAL STATIC FOR
        SELECT
            ScheduleName, Enabled, FreqType, FreqInterval, FreqSubdayType, FreqSubdayInterval, FreqRelativeInterval, FreqRecurrenceFactor,
            ActiveStartTime, ActiveEndTime
        FROM dbo.bts_LogShippingJobSchedules
        WHERE SourceID = @SourceID AND JobId = @SourceJob
    OPEN Schedules
    FETCH NEXT FROM Schedules INTO @Name, @Enabled, @Type, @Interval, @SubdayType, @SubdayInterval, @Relative, @Recurrence, @StartTime,
        @EndTime
    WHILE @@FETCH_STATUS = 0
    BEGIN
        EXEC msdb.dbo.sp_add_jobschedule
            @job_id = @JobId, @name = @Name, @enabled = @Enabled, @freq_type = @Type, @freq_interval = @Interval,
            @freq_subday_type = @SubdayType, @freq_subday_interval = @SubdayInterval, @freq_relative_interval = @Relative,
            @freq_recurrence_factor = @Recurrence, @active_start_time = @StartTime, @active_end_time = @EndTime
        FETCH NEXT FROM Schedules INTO @Name, @Enabled, @Type, @Interval, @SubdayType, @SubdayInterval, @Relative, @Recurrence, @StartTime,
            @EndTime
    END
    CLOSE Schedules
    DEALLOCATE Schedules
GO
-- Drops the databases of a source from this server and forgets what was restored; the source must then force a full backup.
CREATE PROCEDURE dbo.sp_LogShippingClean
    @SourceID nvarchar(128)
AS
    SET NOCOUNT ON
    DECLARE @Id uniqueidentifier
    DECLARE @DatabaseName nvarchar(128)
    DECLARE @Sql nvarchar(400)
    SELECT @Id = SourceID FROM dbo.bts_LogShippingSource WHERE CONVERT(nvarchar(128), SourceID) = @SourceID OR Description = @SourceID
    IF @Id IS NULL
    BEGIN
        RAISERROR(N'There is no log shipping source ''%s''.', 16, 1, @SourceID)
        RETURN 1
    END
    DECLARE Databases CURSOR LOCAL STATIC FOR
        SELECT d.DatabaseName
        FROM dbo.bts_LogShippingDatabases AS d
        INNER JOIN sys.databases AS s ON s.name = d.DatabaseName
        WHERE d.SourceID = @Id
    OPEN Databases
    FETCH NEXT FROM Databases INTO @DatabaseName
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Sql = N'DROP DATABASE ' + QUOTENAME(@DatabaseName)
        EXEC (@Sql)
        FETCH NEXT FROM Databases INTO @DatabaseName
    END
    CLOSE Databases
    DEALLOCATE Databases
    DELETE FROM dbo.bts_LogShippingLastRestoreSet WHERE SourceID = @Id
    DELETE FROM dbo.bts_LogShippingHistory WHERE SourceID = @Id
    RETURN 0
GO
