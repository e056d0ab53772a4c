-- The procedures of the job 'Backup BizTalk Server' in the management database.

CREATE PROCEDURE dbo.sp_SetBackupCompression
    @bCompression bit
AS
    SET NOCOUNT ON
    UPDATE dbo.adm_BackupSettings SET UseCompression = @bCompression
GO
CREATE PROCEDURE dbo.sp_ForceFullBackup
AS
    SET NOCOUNT ON
    UPDATE dbo.adm_ForceFullBackup SET ForceFullBackup = 1
GO
-- Held while a set is written. It is waited for without end; a session that ends gives it back.
CREATE PROCEDURE dbo.sp_AcquireBackupWriterLock
AS
    SET NOCOUNT ON
    EXEC sp_getapplock @Resource = N'BTS_BackupJob_Lock', @LockMode = N'Exclusive', @LockOwner = N'Session'
GO
CREATE PROCEDURE dbo.sp_ReleaseBackupWriterLock
AS
    SET NOCOUNT ON
    EXEC sp_releaseapplock @Resource = N'BTS_BackupJob_Lock', @LockOwner = N'Session'
GO
-- Full and log sets share one sequence of ids. An id once taken is not given back when its set fails.
CREATE PROCEDURE dbo.sp_GetNextBackupSetId
    @BackupSetId bigint OUTPUT
AS
    SET NOCOUNT ON
    UPDATE dbo.adm_BackupSetId SET @BackupSetId = BackupSetId = BackupSetId + 1
GO
-- A name in the group's tables may be an alias or carry a port: the server itself knows its name.
CREATE PROCEDURE dbo.sp_GetRemoteServerName
    @ServerName nvarchar(128),
    @RemoteServerName nvarchar(128) OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @Procedure nvarchar(400)
    IF @ServerName = CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
    BEGIN
        SET @RemoteServerName = @ServerName
        RETURN 0
    END
    SET @Procedure = QUOTENAME(@ServerName) + N'.master.sys.sp_executesql'
    EXEC @Procedure
        N'SET @Name = CONVERT(nvarchar(128), SERVERPROPERTY(''ServerName''))', N'@Name nvarchar(128) OUTPUT', @RemoteServerName OUTPUT
    RETURN 0
GO
-- <name>_<yyyy>_<MM>_<dd>_<HH>_<mm>_<ss>_<fff>, 32 characters at the most.
CREATE PROCEDURE dbo.sp_BuildMarkName
    @Name nvarchar(8),
    @Time datetime,
    @MarkName nvarchar(32) OUTPUT
AS
    SET NOCOUNT ON
    SET @MarkName = @Name + N'_'
        + REPLACE(REPLACE(REPLACE(REPLACE(CONVERT(nvarchar(23), @Time, 121), N'-', N'_'), N' ', N'_'), N':', N'_'), N'.', N'_')
GO
-- What follows the server's and database's name in EXEC: nothing of a server when it is this one.
CREATE PROCEDURE dbo.sp_BuildProcedureName
    @ServerName nvarchar(128),
    @DatabaseName nvarchar(128),
    @Procedure nvarchar(128),
    @FullName nvarchar(600) OUTPUT
AS
    SET NOCOUNT ON
    SET @FullName = QUOTENAME(@DatabaseName) + N'.dbo.' + QUOTENAME(@Procedure)
    IF @ServerName <> CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
        SET @FullName = QUOTENAME(@ServerName) + N'.' + @FullName
GO
CREATE PROCEDURE dbo.sp_BackupAllFull
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @UseLocalTime bit = 0
AS
    SET NOCOUNT ON
    DECLARE @BackupSetId bigint
    DECLARE @Now datetime
    DECLARE @TimeStamp nvarchar(32)
    DECLARE @ServerName nvarchar(128)
    DECLARE @DatabaseName nvarchar(128)
    DECLARE @Procedure nvarchar(600)
    DECLARE @RealServerName nvarchar(128)
    DECLARE @FileName nvarchar(500)
    DECLARE @UseCompression bit
    DECLARE @Compress bit

    EXEC dbo.sp_GetNextBackupSetId @BackupSetId OUTPUT
    SET @Now = CASE WHEN @UseLocalTime = 1 THEN GETDATE() ELSE GETUTCDATE() END
    EXEC dbo.sp_BuildMarkName @MarkName, @Now, @TimeStamp OUTPUT
    SELECT @UseCompression = UseCompression FROM dbo.adm_BackupSettings
    EXEC dbo.sp_AcquireBackupWriterLock

    BEGIN TRY
        DECLARE BackupDatabases CURSOR LOCAL STATIC FOR
            SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName, DatabaseName
        OPEN BackupDatabases
        FETCH NEXT FROM BackupDatabases INTO @ServerName, @DatabaseName
        WHILE @@FETCH_STATUS = 0
        BEGIN
            SET @Compress = CASE WHEN @DatabaseName = N'SSODB' THEN 0 ELSE @UseCompression END
            EXEC dbo.sp_BuildProcedureName @ServerName, @DatabaseName, N'sp_BackupBizTalkFull', @Procedure OUTPUT
            EXEC @Procedure @BackupPath, @TimeStamp, @Compress, @RealServerName OUTPUT, @FileName OUTPUT
            INSERT INTO dbo.adm_BackupHistory (
                BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, ServerName)
            VALUES (@BackupSetId, NULL, @DatabaseName, @FileName, @BackupPath, 'db', @Now, @RealServerName)
            FETCH NEXT FROM BackupDatabases INTO @ServerName, @DatabaseName
        END
        CLOSE BackupDatabases
        DEALLOCATE BackupDatabases
        UPDATE dbo.adm_BackupHistory SET SetComplete = 1 WHERE BackupSetId = @BackupSetId
        UPDATE dbo.adm_ForceFullBackup SET ForceFullBackup = 0
        EXEC dbo.sp_ReleaseBackupWriterLock
    END TRY
    BEGIN CATCH
        THROW
    END CATCH
GO
CREATE PROCEDURE dbo.sp_BackupAllFull_Schedule
    @Frequency char(1),
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @ForceFullBackupAfterPartialSetFailure bit = 0,
    @BackupHour int = NULL,
    @UseLocalTime bit = 0
AS
    SET NOCOUNT ON
    DECLARE @Now datetime
    DECLARE @Today datetime
    DECLARE @PeriodStart datetime
    DECLARE @LastFull datetime
    DECLARE @Force bit
    DECLARE @LastSetComplete bit

    IF @Frequency NOT IN ('h', 'd', 'w', 'm', 'y')
    BEGIN
        RAISERROR(N'The frequency of full backups must be h, d, w, m or y; it is ''%s''.', 16, 1, @Frequency)
        RETURN 1
    END
    IF @BackupHour IS NOT NULL AND (@BackupHour < 0 OR @BackupHour > 23)
    BEGIN
        RAISERROR(N'The hour of full backups must be between 0 and 23; it is %d.', 16, 1, @BackupHour)
        RETURN 1
    END

    SET @Now = CASE WHEN @UseLocalTime = 1 THEN GETDATE() ELSE GETUTCDATE() END
    SET @Today = CONVERT(datetime, CONVERT(char(8), @Now, 112), 112)
    SET @PeriodStart = CASE @Frequency
        WHEN 'h' THEN DATEADD(hour, DATEPART(hour, @Now), @Today)
        WHEN 'd' THEN @Today
        WHEN 'w' THEN DATEADD(day, 1 - DATEPART(weekday, @Today), @Today)
        WHEN 'm' THEN DATEADD(day, 1 - DATEPART(day, @Today), @Today)
        ELSE DATEADD(day, 1 - DATEPART(dayofyear, @Today), @Today) END
    IF @Frequency <> 'h' AND @BackupHour IS NOT NULL
    BEGIN
        SET @PeriodStart = DATEADD(hour, @BackupHour, @PeriodStart)
        IF @PeriodStart > @Now
            SET @PeriodStart = CASE @Frequency
                WHEN 'd' THEN DATEADD(day, -1, @PeriodStart)
                WHEN 'w' THEN DATEADD(day, -7, @PeriodStart)
                WHEN 'm' THEN DATEADD(month, -1, @PeriodStart)
                ELSE DATEADD(year, -1, @PeriodStart) END
    END

    SELECT @LastFull = MAX(BackupDateTime) FROM dbo.adm_BackupHistory WHERE BackupType = 'db' AND SetComplete = 1
    SELECT @Force = ForceFullBackup FROM dbo.adm_ForceFullBackup
    IF @ForceFullBackupAfterPartialSetFailure = 1
    BEGIN
        SELECT TOP 1 @LastSetComplete = SetComplete FROM dbo.adm_BackupHistory ORDER BY BackupSetId DESC
        IF @LastSetComplete = 0
            SET @Force = 1
    END
    IF @LastFull IS NULL OR @LastFull < @PeriodStart OR @Force = 1
        EXEC dbo.sp_BackupAllFull @MarkName, @BackupPath, @UseLocalTime
    RETURN 0
GO
CREATE PROCEDURE dbo.sp_MarkAll
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @UseLocalTime bit = 0
AS
    SET NOCOUNT ON
    DECLARE @BackupSetId bigint
    DECLARE @Now datetime
    DECLARE @FullMarkName nvarchar(32)
    DECLARE @ServerName nvarchar(128)
    DECLARE @LastServerName nvarchar(128)
    DECLARE @DatabaseName nvarchar(128)
    DECLARE @ThisServer nvarchar(128)
    DECLARE @Procedure nvarchar(600)
    DECLARE @ProcedureName nvarchar(128)
    DECLARE @RealServerName nvarchar(128)
    DECLARE @FileName nvarchar(500)
    DECLARE @UseCompression bit
    DECLARE @Compress bit

    EXEC dbo.sp_GetNextBackupSetId @BackupSetId OUTPUT
    SET @Now = CASE WHEN @UseLocalTime = 1 THEN GETDATE() ELSE GETUTCDATE() END
    EXEC dbo.sp_BuildMarkName @MarkName, @Now, @FullMarkName OUTPUT
    SELECT @UseCompression = UseCompression FROM dbo.adm_BackupSettings
    SET @ThisServer = CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
    EXEC dbo.sp_AcquireBackupWriterLock

    BEGIN TRY
        DECLARE MarkDatabases CURSOR LOCAL STATIC FOR
            SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName, DatabaseName
        SET @LastServerName = N''
        BEGIN TRANSACTION @FullMarkName WITH MARK @FullMarkName
        OPEN MarkDatabases
        FETCH NEXT FROM MarkDatabases INTO @ServerName, @DatabaseName
        WHILE @@FETCH_STATUS = 0
        BEGIN
            SET @ProcedureName = CASE
                WHEN @ServerName <> @ThisServer AND @ServerName <> @LastServerName THEN N'sp_SetMarkRemote'
                ELSE N'sp_SetMark' END
            EXEC dbo.sp_BuildProcedureName @ServerName, @DatabaseName, @ProcedureName, @Procedure OUTPUT
            EXEC @Procedure @FullMarkName
            SET @LastServerName = @ServerName
            FETCH NEXT FROM MarkDatabases INTO @ServerName, @DatabaseName
        END
        CLOSE MarkDatabases
        DEALLOCATE MarkDatabases
        COMMIT TRANSACTION

        DECLARE BackupDatabases CURSOR LOCAL STATIC FOR
            SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName, DatabaseName
        OPEN BackupDatabases
        FETCH NEXT FROM BackupDatabases INTO @ServerName, @DatabaseName
        WHILE @@FETCH_STATUS = 0
        BEGIN
            SET @Compress = CASE WHEN @DatabaseName = N'SSODB' THEN 0 ELSE @UseCompression END
            EXEC dbo.sp_BuildProcedureName @ServerName, @DatabaseName, N'sp_BackupBizTalkLog', @Procedure OUTPUT
            EXEC @Procedure @BackupPath, @FullMarkName, @Compress, @RealServerName OUTPUT, @FileName OUTPUT
            INSERT INTO dbo.adm_BackupHistory (
                BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, ServerName)
            VALUES (@BackupSetId, @FullMarkName, @DatabaseName, @FileName, @BackupPath, 'lg', @Now, @RealServerName)
            FETCH NEXT FROM BackupDatabases INTO @ServerName, @DatabaseName
        END
        CLOSE BackupDatabases
        DEALLOCATE BackupDatabases
        UPDATE dbo.adm_BackupHistory SET SetComplete = 1 WHERE BackupSetId = @BackupSetId
        EXEC dbo.sp_ReleaseBackupWriterLock
    END TRY
    BEGIN CATCH
        IF XACT_STATE() <> 0
            ROLLBACK TRANSACTION
        EXEC dbo.sp_ReleaseBackupWriterLock;
        THROW
    END CATCH
GO
-- Rows only, the files stay; whole sets only, and only those that a later full set makes unnecessary.
CREATE PROCEDURE dbo.sp_DeleteBackupHistory
    @DaysToKeep smallint = NULL,
    @UseLocalTime bit = 0
AS
    SET NOCOUNT ON
    DECLARE @Oldest datetime
    DECLARE @LastFullSet bigint
    IF @DaysToKeep IS NULL OR @DaysToKeep <= 0
        RETURN 0
    SET @Oldest = DATEADD(day, -@DaysToKeep, CASE WHEN @UseLocalTime = 1 THEN GETDATE() ELSE GETUTCDATE() END)
    SELECT @LastFullSet = MAX(BackupSetId) FROM dbo.adm_BackupHistory WHERE BackupType = 'db' AND SetComplete = 1
    DELETE FROM dbo.adm_BackupHistory
    WHERE BackupSetId < @LastFullSet
        AND BackupSetId IN (SELECT BackupSetId FROM dbo.adm_BackupHistory GROUP BY BackupSetId HAVING MAX(BackupDateTime) < @Oldest)
    RETURN 0
GO
GRANT EXECUTE ON dbo.sp_MarkAll TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupAllFull_Schedule TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_ForceFullBackup TO BTS_ADMIN_USERS
GO
