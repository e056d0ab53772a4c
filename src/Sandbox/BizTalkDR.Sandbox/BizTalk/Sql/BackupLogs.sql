-- Log sets: one mark in all databases at once, then the logs. Variables: UseCompression, IsCompressible: what the generation asks before it compresses.

-- While the mark is set, the tracking data decoder writes nothing.
CREATE PROCEDURE dbo.sp_BlockTDDS
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @Procedure nvarchar(600)
    SELECT @Server = TrackingDBServerName, @Database = TrackingDBName
    FROM dbo.adm_Group
    WHERE TrackingDBServerName IS NOT NULL AND TrackingDBServerName <> N''
    IF @Server IS NOT NULL AND @Database IS NOT NULL
    BEGIN
        SET @Procedure = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.TDDS_BlockTDDS'
        EXEC @Procedure
    END
    RETURN 0
END
GO
-- A failure after BEGIN TRANSACTION that did not end the batch leaves the transaction open, and its cursor.
CREATE PROCEDURE dbo.sp_MarkBTSLogs
    @MarkName nvarchar(32)
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @RealServer sysname
    DECLARE @Marked sysname
    DECLARE @Procedure nvarchar(600)
    DECLARE @Result int
    DECLARE @Error int
    DECLARE @Problem nvarchar(300)

    -- One server may stand in the group's tables under several names, and is to be marked once.
    CREATE TABLE #ToMark (ServerName sysname NOT NULL, DatabaseName sysname NOT NULL, RealServerName sysname NOT NULL)
    DECLARE BackupDatabases INSENSITIVE CURSOR FOR
        SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName
    OPEN BackupDatabases
    FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    WHILE @@FETCH_STATUS = 0
    BEGIN
        EXEC @Result = dbo.sp_GetRemoteServerName @ServerName = @Server, @DatabaseName = @Database, @RemoteServerName = @RealServer OUTPUT
        SET @Error = @@ERROR
        IF @Error <> 0 OR @Result IS NULL OR @Result <> 0 OR @RealServer IS NULL OR @RealServer = N''
        BEGIN
            -- Told here and once more at the end.
            SET @Problem = N'sp_GetRemoteServerName failed to resolve server name ' + @Server
            RAISERROR(@Problem, 16, -1)
            GOTO Failed
        END
        INSERT INTO #ToMark (ServerName, DatabaseName, RealServerName) VALUES (@Server, @Database, @RealServer)
        FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    END
    CLOSE BackupDatabases
    DEALLOCATE BackupDatabases

    DECLARE BackupDatabases INSENSITIVE CURSOR FOR
        SELECT ServerName, DatabaseName, RealServerName FROM #ToMark ORDER BY RealServerName
    BEGIN TRANSACTION @MarkName WITH MARK @MarkName
    EXEC dbo.sp_BlockTDDS
    OPEN BackupDatabases
    FETCH NEXT FROM BackupDatabases INTO @Server, @Database, @RealServer
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Procedure = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.'
            + CASE
                WHEN @RealServer = CAST(SERVERPROPERTY('ServerName') AS sysname) OR @RealServer = @Marked THEN N'sp_SetMark'
                ELSE N'sp_SetMarkRemote' END
        EXEC @Result = @Procedure @MarkName
        SET @Error = @@ERROR
        IF @Error <> 0 OR @Result IS NULL OR @Result <> 0
        BEGIN
            SET @Problem = N'Failed running the marking proc on ' + @Server + N'.' + @Database
            GOTO Failed
        END
        SET @Marked = @RealServer
        FETCH NEXT FROM BackupDatabases INTO @Server, @Database, @RealServer
    END
    CLOSE BackupDatabases
    DEALLOCATE BackupDatabases
    COMMIT TRANSACTION
    RETURN @Result

Failed:
    RAISERROR(@Problem, 16, -1)
    RETURN -1
END
GO
-- What it returns says nothing: it is how giving the lock back went. Only the errors tell.
CREATE PROCEDURE dbo.sp_MarkAll
    @MarkName nvarchar(8),
    @BackupPath nvarchar(128),
    @UseLocalTime bit = 0
AS
BEGIN
    SET NOCOUNT ON
    SET XACT_ABORT ON
    DECLARE @SetId bigint
    DECLARE @Now datetime
    DECLARE @Name nvarchar(32)
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @Procedure nvarchar(600)
    DECLARE @Device nvarchar(4000)
    DECLARE @File nvarchar(500)
    DECLARE @Folder nvarchar(1500)
    DECLARE @Begun datetime
    DECLARE @Ended datetime
    DECLARE @Timeout int
    DECLARE @UseCompression bit
    DECLARE @Count int
    DECLARE @Changed int
    DECLARE @Result int
    DECLARE @Error int
    DECLARE @Problem nvarchar(300)

    SET @Now = CASE @UseLocalTime WHEN 0 THEN GETUTCDATE() ELSE GETDATE() END
    EXEC @SetId = dbo.sp_GetNextBackupSetId
    IF @SetId = -1
    BEGIN
        SET @Problem = N'Failed running sp_GetNextBackupSetId'
        GOTO Failed
    END
    EXEC dbo.sp_BuildFullMarkName @MarkName, @Now, @UseLocalTime, @Name OUTPUT
    EXEC dbo.sp_AcquireBackupWriterLock
    EXEC @Result = dbo.sp_MarkBTSLogs @Name
    IF @@ERROR <> 0 OR @Result IS NULL OR @Result <> 0
    BEGIN
        SET @Problem = N'sp_MarkAll failed running sp_MarkBTSLogs'
        GOTO Failed
    END

    SET @UseCompression = $(UseCompression)
    SET @Count = 0
    DECLARE BackupDatabases INSENSITIVE CURSOR FOR
        SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName
    OPEN BackupDatabases
    FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Begun = GETDATE()
        SET @Procedure = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.sp_BackupBizTalkLog'
        IF @UseCompression = 1 AND $(IsCompressible)
            EXEC @Result = @Procedure @seq = @Name, @path = @BackupPath, @BackupLocation = @Device OUTPUT, @bCompression = 1
        ELSE
            EXEC @Result = @Procedure @seq = @Name, @path = @BackupPath, @BackupLocation = @Device OUTPUT
        SELECT @Error = @@ERROR, @Ended = GETDATE()
        IF @Error <> 0 OR @Result IS NULL OR @Result <> 0
        BEGIN
            EXEC @Timeout = dbo.sp_GetLinkedServerQTimeout @Server
            IF @Timeout <> -1 AND @Timeout <= DATEDIFF(second, @Begun, @Ended)
                PRINT N'Warning: A Remote Query Timeout may have occurred'
            SET @Problem = N'Failed running the log backup on ' + @Server + N'.' + @Database
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
            BackupSetId, MarkName, DatabaseName, ServerName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime)
        VALUES (@SetId, @Name, @Database, @Server, @File, @BackupPath, 'lg', @Now)
        SET @Count = @Count + 1
        FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    END
    CLOSE BackupDatabases
    DEALLOCATE BackupDatabases

    UPDATE dbo.adm_BackupHistory SET SetComplete = 1 WHERE BackupSetId = @SetId
    SELECT @Error = @@ERROR, @Changed = @@ROWCOUNT
    IF @Error = 0 AND @Changed = @Count
        GOTO Ended
    SET @Problem = N'Failed backing up the databases'

Failed:
    RAISERROR(@Problem, 16, -1)

Ended:
    EXEC @Result = dbo.sp_ReleaseBackupWriterLock
    RETURN @Result
END
GO
GRANT EXECUTE ON dbo.sp_MarkAll TO BTS_BACKUP_USERS
GO
