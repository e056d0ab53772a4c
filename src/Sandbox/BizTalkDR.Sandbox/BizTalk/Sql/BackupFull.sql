-- Full sets: one of all databases, and when. Variables: UseCompression, IsCompressible: what the generation asks before it compresses.

-- Not one transaction: what is backed up is backed up, and a set that lacks a database stays incomplete. Its failures leave the
-- writer's lock to the session, and leave the cursor open.
CREATE PROCEDURE dbo.sp_BackupAllFull
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @TimeStamp datetime = NULL,
    @UseLocalTime bit = 0
AS
BEGIN
    SET NOCOUNT ON
    SET XACT_ABORT ON
    DECLARE @SetId bigint
    DECLARE @Name nvarchar(32)
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @Procedure nvarchar(600)
    DECLARE @Device nvarchar(4000)
    DECLARE @File nvarchar(500)
    DECLARE @Folder nvarchar(4000)
    DECLARE @UseCompression bit
    DECLARE @Count int
    DECLARE @Changed int
    DECLARE @Result int
    DECLARE @Error int
    DECLARE @Problem nvarchar(256)

    EXEC @SetId = dbo.sp_GetNextBackupSetId
    IF @SetId = -1
    BEGIN
        SET @Problem = N'Failed running sp_GetNextBackupSetId'
        GOTO Failed
    END
    EXEC dbo.sp_BuildFullMarkName @MarkName, @TimeStamp, @UseLocalTime, @Name OUTPUT
    EXEC dbo.sp_AcquireBackupWriterLock

    SET @UseCompression = $(UseCompression)
    SET @Count = 0
    DECLARE BackupDatabases INSENSITIVE CURSOR FOR SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases
    OPEN BackupDatabases
    FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    WHILE @@FETCH_STATUS = 0
    BEGIN
        EXEC dbo.bts_SafeAddLinkedServer @Server
        SET @Procedure = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.sp_BackupBizTalkFull'
        -- A custom database whose procedures know nothing of compression is asked without it.
        IF @UseCompression = 1 AND $(IsCompressible)
            EXEC @Result = @Procedure @seq = @Name, @path = @BackupPath, @BackupLocation = @Device OUTPUT, @bCompression = 1
        ELSE
            EXEC @Result = @Procedure @seq = @Name, @path = @BackupPath, @BackupLocation = @Device OUTPUT
        SET @Error = @@ERROR
        IF @Error <> 0 OR @Result IS NULL OR @Result <> 0
        BEGIN
            SET @Problem = N'Failed running the backup on ' + @Server + N'.' + @Database
            GOTO Failed
        END
        EXEC @Result = dbo.sp_GetFileNameFromFilePath @FilePath = @Device, @Name = @File OUTPUT, @Location = @Folder OUTPUT
        SET @Error = @@ERROR
        IF @Error <> 0 OR @Result IS NULL OR @Result <> 0
        BEGIN
            SET @Problem = N'Failed running sp_GetFileNameFromFilePath'
            GOTO Failed
        END
        INSERT INTO dbo.adm_BackupHistory (
            BackupSetId, DatabaseName, ServerName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime)
        VALUES (@SetId, @Database, @Server, @File, @BackupPath, 'db', @TimeStamp)
        SET @Count = @Count + 1
        FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    END
    CLOSE BackupDatabases
    DEALLOCATE BackupDatabases

    UPDATE dbo.adm_BackupHistory SET SetComplete = 1 WHERE BackupSetId = @SetId
    SELECT @Error = @@ERROR, @Changed = @@ROWCOUNT
    IF @Error = 0 AND @Changed = @Count
    BEGIN
        EXEC dbo.sp_ReleaseBackupWriterLock
        RETURN 0
    END
    SET @Problem = N'Failed backing up the databases'

Failed:
    RAISERROR(@Problem, 16, -1)
    RETURN -1
END
GO
-- Whether a full set is due: forced; after a partial set without a later full one, where that is asked for; none of this period.
-- A set that failed counts for its period too. The hour is the server's own, and not made up for.
CREATE PROCEDURE dbo.sp_BackupAllFull_Schedule
    @Frequency nchar(1),
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @ForceFullBackupAfterPartialSetFailure bit = 0,
    @BackupHour int = NULL,
    @UseLocalTime bit = 0
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Now datetime
    DECLARE @Hour int
    DECLARE @Last datetime
    DECLARE @Partial bigint
    DECLARE @Forced bit
    DECLARE @IsDue bit
    DECLARE @Result int

    IF @BackupHour < 0 OR @BackupHour > 23
        SET @BackupHour = 0
    SET @Now = CASE @UseLocalTime WHEN 0 THEN GETUTCDATE() ELSE GETDATE() END
    SET @Hour = DATEPART(hour, GETDATE())
    SET @IsDue = 0

    SELECT TOP 1 @Forced = ForceFull FROM dbo.adm_BackupSettings
    IF @Forced = 1
        SET @IsDue = 1
    IF @IsDue = 0 AND @ForceFullBackupAfterPartialSetFailure = 1
    BEGIN
        SELECT @Partial = MAX(BackupSetId) FROM dbo.adm_BackupHistory WHERE SetComplete = 0
        IF @Partial IS NOT NULL
            AND NOT EXISTS (
                SELECT * FROM dbo.adm_BackupHistory WHERE BackupType = 'db' AND SetComplete = 1 AND BackupSetId > @Partial)
            SET @IsDue = 1
    END
    IF @IsDue = 0
    BEGIN
        SELECT @Last = MAX(BackupDateTime) FROM dbo.adm_BackupHistory WHERE BackupType = 'db'
        IF @Last IS NULL
            SET @IsDue = 1
        ELSE IF LOWER(@Frequency) IN (N'h', N'd', N'w', N'm', N'y')
        BEGIN
            IF DATEPART(year, @Last) <> DATEPART(year, @Now)
                OR (LOWER(@Frequency) <> N'y' AND DATEPART(month, @Last) <> DATEPART(month, @Now))
                OR (LOWER(@Frequency) = N'w' AND DATEPART(week, @Last) <> DATEPART(week, @Now))
                OR (LOWER(@Frequency) IN (N'd', N'h') AND DATEPART(day, @Last) <> DATEPART(day, @Now))
                OR (LOWER(@Frequency) = N'h' AND DATEPART(hour, @Last) <> DATEPART(hour, @Now))
                SET @IsDue = CASE WHEN @BackupHour <> @Hour AND LOWER(@Frequency) <> N'h' THEN 0 ELSE 1 END
        END
        ELSE
        BEGIN
            RAISERROR(N'Unknown value for the parameter @Frequency', 16, -1)
            RETURN -1
        END
    END
    IF @IsDue = 0
        RETURN 0

    EXEC @Result = dbo.sp_BackupAllFull @MarkName, @BackupPath, @Now, @UseLocalTime
    IF @@ERROR <> 0 OR @Result IS NULL OR @Result <> 0
    BEGIN
        RAISERROR(N'Failed running sp_BackupAllFull', 16, -1)
        RETURN -1
    END
    -- A flag set while this ran stays: it was not what this full set was for.
    IF @Forced = 1
        UPDATE dbo.adm_BackupSettings SET ForceFull = 0
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.sp_BackupAllFull TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupAllFull_Schedule TO BTS_BACKUP_USERS
GO
