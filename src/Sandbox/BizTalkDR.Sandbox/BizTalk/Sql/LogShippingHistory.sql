-- Log shipping: setting it up, and what the job that gets the backup history does.
-- Variables: HistoryJob, RestoreJob, MarkJob.

CREATE PROCEDURE dbo.bts_ConfigureBizTalkLogShipping
    @nvcDescription nvarchar(128),
    @nvcMgmtDatabaseName nvarchar(128),
    @nvcMgmtServerName nvarchar(128),
    @SourceServerName nvarchar(128) = NULL,
    @fLinkServers bit = 1
AS
    SET NOCOUNT ON
    DECLARE @SourceID uniqueidentifier
    DECLARE @ServerName nvarchar(128)
    DECLARE @Sql nvarchar(max)

    IF NOT EXISTS (SELECT * FROM sys.configurations WHERE name = N'Ad Hoc Distributed Queries' AND CONVERT(int, value_in_use) = 1)
    BEGIN
        RAISERROR(N'Log shipping needs the server option ''Ad Hoc Distributed Queries''. Turn it on with sp_configure and run this again.', 16, 1)
        RETURN 1
    END
    IF EXISTS (SELECT * FROM dbo.bts_LogShippingSource WHERE Description = @nvcDescription)
    BEGIN
        RAISERROR(N'Log shipping ''%s'' is configured already.', 16, 1, @nvcDescription)
        RETURN 1
    END
    IF @fLinkServers = 1 AND NOT EXISTS (SELECT * FROM sys.servers WHERE name = @nvcMgmtServerName)
        EXEC master.dbo.sp_addlinkedserver @server = @nvcMgmtServerName, @srvproduct = N'SQL Server'

    SET @SourceID = NEWID()
    INSERT INTO dbo.bts_LogShippingSource (SourceID, Description, MgmtDatabaseName, MgmtServerName, SourceServerName)
    VALUES (@SourceID, @nvcDescription, @nvcMgmtDatabaseName, @nvcMgmtServerName, @SourceServerName)

    -- Run in the management database: the view names the database it is read in.
    CREATE TABLE #Databases (ServerName nvarchar(128) NOT NULL, DatabaseName nvarchar(128) NOT NULL)
    SET @Sql = QUOTENAME(@nvcMgmtServerName) + N'.' + QUOTENAME(@nvcMgmtDatabaseName) + N'.sys.sp_executesql'
    INSERT INTO #Databases EXEC @Sql N'SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases'
    INSERT INTO dbo.bts_LogShippingDatabases (SourceID, DatabaseName, ServerName)
    SELECT @SourceID, DatabaseName, ServerName
    FROM #Databases
    WHERE @SourceServerName IS NULL OR ServerName = @SourceServerName

    IF @fLinkServers = 1
    BEGIN
        DECLARE Servers CURSOR LOCAL STATIC FOR
            SELECT DISTINCT ServerName FROM dbo.bts_LogShippingDatabases WHERE SourceID = @SourceID
        OPEN Servers
        FETCH NEXT FROM Servers INTO @ServerName
        WHILE @@FETCH_STATUS = 0
        BEGIN
            IF NOT EXISTS (SELECT * FROM sys.servers WHERE name = @ServerName)
                EXEC master.dbo.sp_addlinkedserver @server = @ServerName, @srvproduct = N'SQL Server'
            FETCH NEXT FROM Servers INTO @ServerName
        END
        CLOSE Servers
        DEALLOCATE Servers
    END
    EXEC dbo.bts_LogShippingCopyJobs @SourceID
    IF NOT EXISTS (SELECT * FROM msdb.dbo.sysjobs WHERE name = N'$(HistoryJob)')
    BEGIN
        EXEC dbo.bts_LogShippingAddJob N'$(HistoryJob)', N'exec dbo.bts_LogShippingGetBackupHistory', 1
        EXEC dbo.bts_LogShippingAddJob N'$(RestoreJob)', N'exec dbo.bts_LogShippingRestoreDatabases', 1
        EXEC dbo.bts_LogShippingAddJob N'$(MarkJob)', N'exec dbo.bts_LogShippingRestoreToMark', 0
    END
    RETURN 0
GO
CREATE PROCEDURE dbo.bts_LogShippingAddJob
    @JobName nvarchar(128),
    @Command nvarchar(max),
    @EveryMinute bit
AS
    SET NOCOUNT ON
    DECLARE @JobId uniqueidentifier
    EXEC msdb.dbo.sp_add_job @job_name = @JobName, @owner_login_name = N'sa', @job_id = @JobId OUTPUT
    EXEC msdb.dbo.sp_add_jobstep
        @job_id = @JobId, @step_name = @JobName, @subsystem = N'TSQL', @database_name = N'master', @command = @Command
    IF @EveryMinute = 1
        EXEC msdb.dbo.sp_add_jobschedule
            @job_id = @JobId, @name = @JobName, @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4, @freq_subday_interval = 1
    EXEC msdb.dbo.sp_add_jobserver @job_id = @JobId, @server_name = N'(local)'
GO
-- Remembers the jobs of the source servers that work in its databases, to make them anew when the destination takes over.
CREATE PROCEDURE dbo.bts_LogShippingCopyJobs
    @SourceID uniqueidentifier
AS
    SET NOCOUNT ON
    DECLARE @ServerName nvarchar(128)
    DECLARE @Msdb nvarchar(300)
    DECLARE @Sql nvarchar(max)
    DECLARE Servers CURSOR LOCAL STATIC FOR
        SELECT DISTINCT ServerName FROM dbo.bts_LogShippingDatabases WHERE SourceID = @SourceID
    OPEN Servers
    FETCH NEXT FROM Servers INTO @ServerName
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Msdb = QUOTENAME(@ServerName) + N'.msdb.dbo.'
        DELETE FROM dbo.bts_LogShippingJobs WHERE SourceID = @SourceID AND ServerName = @ServerName
        DELETE FROM dbo.bts_LogShippingJobSteps WHERE SourceID = @SourceID AND ServerName = @ServerName
        DELETE FROM dbo.bts_LogShippingJobSchedules WHERE SourceID = @SourceID AND ServerName = @ServerName

        SET @Sql = N'INSERT INTO master.dbo.bts_LogShippingJobSteps (
                SourceID, ServerName, JobId, StepId, StepName, Subsystem, Command, DatabaseName, OnSuccessAction, OnSuccessStepId,
                OnFailAction, OnFailStepId)
            SELECT
                @SourceID, @ServerName, s.job_id, s.step_id, s.step_name, s.subsystem, s.command, s.database_name, s.on_success_action,
                s.on_success_step_id, s.on_fail_action, s.on_fail_step_id
            FROM ' + @Msdb + N'sysjobsteps AS s
            WHERE s.database_name IN (SELECT d.DatabaseName FROM master.dbo.bts_LogShippingDatabases AS d WHERE d.SourceID = @SourceID)
            INSERT INTO master.dbo.bts_LogShippingJobs (SourceID, ServerName, JobId, JobName, Enabled, Description)
            SELECT @SourceID, @ServerName, j.job_id, j.name, j.enabled, j.description
            FROM ' + @Msdb + N'sysjobs AS j
            WHERE j.job_id IN (
                SELECT s.JobId FROM master.dbo.bts_LogShippingJobSteps AS s WHERE s.SourceID = @SourceID AND s.ServerName = @ServerName)
            INSERT INTO master.dbo.bts_LogShippingJobSchedules (
                SourceID, ServerName, JobId, ScheduleName, Enabled, FreqType, FreqInterval, FreqSubdayType, FreqSubdayInterval,
                FreqRelativeInterval, FreqRecurrenceFactor, ActiveStartTime, ActiveEndTime)
            SELECT
                @SourceID, @ServerName, js.job_id, c.name, c.enabled, c.freq_type, c.freq_interval, c.freq_subday_type,
                c.freq_subday_interval, c.freq_relative_interval, c.freq_recurrence_factor, c.active_start_time, c.active_end_time
            FROM ' + @Msdb + N'sysjobschedules AS js
            INNER JOIN ' + @Msdb + N'sysschedules AS c ON js.schedule_id = c.schedule_id
            WHERE js.job_id IN (
                SELECT s.JobId FROM master.dbo.bts_LogShippingJobSteps AS s WHERE s.SourceID = @SourceID AND s.ServerName = @ServerName)'
        EXEC sp_executesql @Sql, N'@SourceID uniqueidentifier, @ServerName nvarchar(128)', @SourceID, @ServerName
        FETCH NEXT FROM Servers INTO @ServerName
    END
    CLOSE Servers
    DEALLOCATE Servers
GO
-- The job that gets the backup history: copies what is new in adm_BackupHistory, and which sets have become complete.
CREATE PROCEDURE dbo.bts_LogShippingGetBackupHistory
AS
    SET NOCOUNT ON
    DECLARE @SourceID uniqueidentifier
    DECLARE @MgmtServerName nvarchar(128)
    DECLARE @MgmtDatabaseName nvarchar(128)
    DECLARE @SourceServerName nvarchar(128)
    DECLARE @History nvarchar(600)
    DECLARE @From bigint

    CREATE TABLE #Source (
        BackupId bigint NOT NULL,
        BackupSetId bigint NOT NULL,
        MarkName nvarchar(32) NULL,
        DatabaseName nvarchar(128) NOT NULL,
        BackupFileName nvarchar(500) NOT NULL,
        BackupFileLocation nvarchar(3000) NOT NULL,
        BackupType char(2) NOT NULL,
        BackupDateTime datetime NOT NULL,
        SetComplete bit NOT NULL,
        ServerName nvarchar(128) NOT NULL)

    DECLARE Sources CURSOR LOCAL STATIC FOR
        SELECT SourceID, MgmtServerName, MgmtDatabaseName, SourceServerName FROM dbo.bts_LogShippingSource
    OPEN Sources
    FETCH NEXT FROM Sources INTO @SourceID, @MgmtServerName, @MgmtDatabaseName, @SourceServerName
    WHILE @@FETCH_STATUS = 0
    BEGIN
        -- The management database's own procedure: it waits while a set is being written.
        SET @History = QUOTENAME(@MgmtServerName) + N'.' + QUOTENAME(@MgmtDatabaseName) + N'.dbo.sp_GetBackupHistory'
        SELECT @From = ISNULL(MAX(BackupSetId), 0) FROM dbo.bts_LogShippingLastRestoreSet WHERE SourceID = @SourceID
        DELETE FROM #Source
        INSERT INTO #Source (
            BackupId, BackupSetId, MarkName, DatabaseName, ServerName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime,
            SetComplete)
        EXEC @History @From
        DELETE FROM #Source WHERE ServerName <> @SourceServerName

        -- A source that came back from a restore to a mark no longer knows the sets after it, and gives their ids anew.
        DELETE FROM dbo.bts_LogShippingHistory
        WHERE SourceID = @SourceID AND BackupSetId > @From
            AND NOT EXISTS (
                SELECT * FROM #Source AS s
                WHERE s.BackupSetId = bts_LogShippingHistory.BackupSetId AND s.BackupFileName = bts_LogShippingHistory.BackupFileName)

        INSERT INTO dbo.bts_LogShippingDatabases (SourceID, DatabaseName, ServerName)
        SELECT DISTINCT @SourceID, s.DatabaseName, s.ServerName
        FROM #Source AS s
        WHERE NOT EXISTS (
            SELECT * FROM dbo.bts_LogShippingDatabases AS d
            WHERE d.SourceID = @SourceID AND d.DatabaseName = s.DatabaseName AND d.ServerName = s.ServerName)

        UPDATE h
        SET h.SetComplete = 1
        FROM dbo.bts_LogShippingHistory AS h
        INNER JOIN #Source AS s
            ON s.BackupSetId = h.BackupSetId AND s.DatabaseName = h.DatabaseName AND s.ServerName = h.ServerName
        WHERE h.SourceID = @SourceID AND h.SetComplete = 0 AND s.SetComplete = 1

        INSERT INTO dbo.bts_LogShippingHistory (
            SourceID, BackupId, BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime,
            SetComplete, ServerName)
        SELECT
            @SourceID, s.BackupId, s.BackupSetId, s.MarkName, s.DatabaseName, s.BackupFileName, s.BackupFileLocation, s.BackupType,
            s.BackupDateTime, s.SetComplete, s.ServerName
        FROM #Source AS s
        WHERE NOT EXISTS (
            SELECT * FROM dbo.bts_LogShippingHistory AS h
            WHERE h.SourceID = @SourceID AND h.BackupSetId = s.BackupSetId AND h.DatabaseName = s.DatabaseName
                AND h.ServerName = s.ServerName)
        FETCH NEXT FROM Sources INTO @SourceID, @MgmtServerName, @MgmtDatabaseName, @SourceServerName
    END
    CLOSE Sources
    DEALLOCATE Sources
GO
