-- What the procedures of the job 'Backup BizTalk Server' are made of: ids, names, the lock, linked servers.

CREATE PROCEDURE dbo.sp_ForceFullBackup
AS
    SET NOCOUNT ON
    UPDATE dbo.adm_BackupSettings SET ForceFull = 1
GO
-- Held while a set is written, and by who reads the history. It is waited for without end; a session that ends gives it back.
CREATE PROCEDURE dbo.sp_AcquireBackupWriterLock
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Result int
    EXEC @Result = sp_getapplock @Resource = N'BTS_BackupJob_Lock', @LockMode = 'Exclusive', @LockOwner = 'Session'
    RETURN @Result
END
GO
CREATE PROCEDURE dbo.sp_ReleaseBackupWriterLock
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Result int
    EXEC @Result = sp_releaseapplock @Resource = N'BTS_BackupJob_Lock', @LockOwner = 'Session'
    RETURN @Result
END
GO
-- Full and log sets share one sequence of ids, and the id is what is returned. One once taken is not given back when its set fails.
CREATE PROCEDURE dbo.sp_GetNextBackupSetId
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @IsOwn bit
    DECLARE @Id bigint
    DECLARE @Error int
    DECLARE @Changed int
    SET @IsOwn = CASE WHEN @@TRANCOUNT = 0 THEN 1 ELSE 0 END
    IF @IsOwn = 1
        BEGIN TRANSACTION
    IF (SELECT COUNT(NextBackupSetId) FROM dbo.adm_BackupSetId) <= 1
        SELECT @Id = NextBackupSetId FROM dbo.adm_BackupSetId
    IF @Id > 0
    BEGIN
        UPDATE dbo.adm_BackupSetId SET NextBackupSetId = @Id + 1
        SELECT @Error = @@ERROR, @Changed = @@ROWCOUNT
    END
    IF @Error = 0 AND @Changed = 1
    BEGIN
        IF @IsOwn = 1
            COMMIT TRANSACTION
        RETURN @Id
    END
    IF @IsOwn = 1
        ROLLBACK TRANSACTION
    RETURN -1
END
GO
CREATE TRIGGER dbo.adm_BackupSetId_InsertTrigger ON dbo.adm_BackupSetId
FOR INSERT, UPDATE
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Problem nvarchar(128)
    IF (SELECT COUNT(NextBackupSetId) FROM dbo.adm_BackupSetId) > 1
        SET @Problem = N'Rowcount in adm_BackupSetId cannot exceed 1'
    ELSE IF EXISTS (SELECT * FROM dbo.adm_BackupHistory WHERE BackupSetId IN (SELECT NextBackupSetId FROM inserted))
        SET @Problem = N'Value cannot exist in adm_BackupHistory.BackupSetId'
    IF @Problem IS NOT NULL
    BEGIN
        ROLLBACK TRANSACTION
        RAISERROR(@Problem, 16, -1)
    END
END
GO
-- A name in the group's tables may be an alias or carry a port: the server itself knows its name.
CREATE PROCEDURE dbo.sp_GetRemoteServerName
    @ServerName nvarchar(256),
    @DatabaseName sysname,
    @RemoteServerName sysname OUTPUT
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Procedure nvarchar(600)
    DECLARE @Found sysname
    IF @ServerName IS NULL OR @DatabaseName IS NULL
        RETURN -1
    SET @Procedure = QUOTENAME(@ServerName) + N'.' + QUOTENAME(@DatabaseName) + N'.dbo.sp_GetServerName'
    EXEC @Procedure @name = @Found OUTPUT
    IF @Found IS NULL
        RETURN -1
    SET @RemoteServerName = @Found
    RETURN 0
END
GO
-- The seconds that a call to a linked server may take: its own, else the server's.
CREATE PROCEDURE dbo.sp_GetLinkedServerQTimeout
    @server sysname
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Seconds int
    SELECT @Seconds = query_timeout FROM sys.servers WHERE name = @server AND query_timeout > 0
    IF @Seconds IS NULL
        SELECT @Seconds = CONVERT(int, value_in_use) FROM sys.configurations WHERE name = N'remote query timeout (s)'
    RETURN ISNULL(@Seconds, -1)
END
GO
-- A server that is not linked yet is linked now; nothing is said of logins or options.
CREATE PROCEDURE dbo.bts_SafeAddLinkedServer
    @linkedServer sysname
AS
BEGIN
    IF @linkedServer IS NULL OR @linkedServer = CAST(SERVERPROPERTY('ServerName') AS sysname)
        RETURN
    IF NOT EXISTS (SELECT * FROM sys.servers WHERE name = @linkedServer)
    BEGIN
        EXEC sp_addlinkedserver @server = @linkedServer, @srvproduct = N'SQL Server'
        RAISERROR(N'%s was configured as a linked server as required by BizTalk Server.', 10, 1, @linkedServer)
    END
END
GO
-- <name>_<yyyy>_<MM>_<dd>_<HH>_<mm>_<ss>_<fff>, 32 characters at the most. Of what the name holds, some characters become _ and
-- quotes go.
CREATE PROCEDURE dbo.sp_BuildFullMarkName
    @MarkName nvarchar(8),
    @TimeStamp datetime = NULL,
    @UseLocalTime bit = 0,
    @FullMarkName nvarchar(32) OUTPUT
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Replaced nvarchar(32)
    DECLARE @At int
    IF @TimeStamp IS NULL
        SET @TimeStamp = CASE @UseLocalTime WHEN 0 THEN GETUTCDATE() ELSE GETDATE() END
    SET @FullMarkName = REPLACE(REPLACE(@MarkName + N'_' + CONVERT(nvarchar(30), @TimeStamp, 121), N'''', N''), N'"', N'')
    SET @Replaced = N' ~!@#$%^&*()-+{[}|\:;<>,./'
    SET @At = 1
    WHILE @At <= DATALENGTH(@Replaced) / 2
    BEGIN
        SET @FullMarkName = REPLACE(@FullMarkName, SUBSTRING(@Replaced, @At, 1), N'_')
        SET @At = @At + 1
    END
END
GO
-- The file of a path is what follows its last separator; a path without one is refused.
CREATE PROCEDURE dbo.sp_GetFileNameFromFilePath
    @FilePath nvarchar(2000),
    @Name nvarchar(500) OUTPUT,
    @Location nvarchar(1500) OUTPUT
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Slash nchar(1)
    DECLARE @Length int
    DECLARE @At int
    SET @Slash = CASE WHEN $(Url) = 1 AND LEFT(LTRIM(@FilePath), 4) = N'http' THEN N'/' ELSE N'\' END
    SET @Length = DATALENGTH(@FilePath) / 2
    SET @At = CHARINDEX(@Slash, REVERSE(@FilePath))
    IF @FilePath IS NULL OR @At = 0
        RETURN -1
    SET @Name = RIGHT(@FilePath, @At - 1)
    SET @Location = LEFT(@FilePath, @Length - @At)
    RETURN 0
END
GO
CREATE PROCEDURE dbo.sp_GetBackupDatabasesForServer
    @ServerName sysname = NULL
AS
BEGIN
    SET NOCOUNT ON
    SET DEADLOCK_PRIORITY LOW
    SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases WHERE @ServerName IS NULL OR ServerName = @ServerName
END
GO
CREATE PROCEDURE dbo.sp_GetBackupDatabaseLocation
    @DefaultDatabaseName nvarchar(128)
AS
    SELECT ServerName, DatabaseName FROM dbo.adm_OtherBackupDatabases WHERE DefaultDatabaseName = @DefaultDatabaseName
GO
-- Whoever reads the history waits for a set that is being written, and no set is begun while it is read.
CREATE PROCEDURE dbo.sp_GetBackupHistory
    @LastBackupSetId bigint = NULL
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Result int
    EXEC @Result = dbo.sp_AcquireBackupWriterLock
    IF @Result < 0
        RETURN @Result
    SELECT
        BackupId, BackupSetId, MarkName, DatabaseName, ServerName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete
    FROM dbo.adm_BackupHistory
    WHERE BackupSetId > ISNULL(@LastBackupSetId, -1)
    ORDER BY BackupSetId
    EXEC dbo.sp_ReleaseBackupWriterLock
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.sp_ForceFullBackup TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_AcquireBackupWriterLock TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_ReleaseBackupWriterLock TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetNextBackupSetId TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetRemoteServerName TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BuildFullMarkName TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetFileNameFromFilePath TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetBackupDatabasesForServer TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetBackupDatabaseLocation TO BTS_ADMIN_USERS
GO
GRANT EXECUTE ON dbo.sp_GetBackupDatabaseLocation TO BTS_OPERATORS
GO
GRANT EXECUTE ON dbo.sp_GetBackupDatabaseLocation TO BTS_READONLY_USERS
GO
GRANT EXECUTE ON dbo.sp_GetBackupHistory TO BTS_BACKUP_USERS
GO
