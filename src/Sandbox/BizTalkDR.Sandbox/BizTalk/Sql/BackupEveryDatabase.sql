-- What every database that the backup job covers holds, custom databases too: the mark's table, the role and the procedures
-- that the job of the management database calls, on this server or over a linked server.

CREATE TABLE dbo.MarkLog (
    MarkName nvarchar(32) NOT NULL
)
GO
CREATE ROLE BTS_BACKUP_USERS
GO
-- The mark on the server where the job runs: part of the transaction that sp_MarkAll began WITH MARK.
CREATE PROCEDURE dbo.sp_SetMark
    @MarkName nvarchar(32)
AS
    SET NOCOUNT ON
    INSERT INTO dbo.MarkLog (MarkName) VALUES (@MarkName)
GO
-- The mark on another server: each server's part of a distributed transaction needs a WITH MARK of its own.
CREATE PROCEDURE dbo.sp_SetMarkRemote
    @MarkName nvarchar(32)
AS
    SET NOCOUNT ON
    BEGIN TRANSACTION @MarkName WITH MARK @MarkName
    INSERT INTO dbo.MarkLog (MarkName) VALUES (@MarkName)
    COMMIT TRANSACTION
GO
CREATE PROCEDURE dbo.sp_BackupBizTalkFull
    @BackupPath nvarchar(3000),
    @TimeStamp nvarchar(32),
    @UseCompression bit,
    @ServerName nvarchar(128) OUTPUT,
    @BackupFileName nvarchar(500) OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @DatabaseName sysname
    DECLARE @File nvarchar(3500)
    SET @DatabaseName = DB_NAME()
    SET @ServerName = CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
    SET @BackupFileName = REPLACE(@ServerName, N'\', N'_') + N'_' + @DatabaseName + N'_Full_' + @TimeStamp + N'.bak'
    SET @File = @BackupPath + CASE WHEN RIGHT(@BackupPath, 1) = N'\' THEN N'' ELSE N'\' END + @BackupFileName
    IF @UseCompression = 1
        BACKUP DATABASE @DatabaseName TO DISK = @File WITH COMPRESSION
    ELSE
        BACKUP DATABASE @DatabaseName TO DISK = @File
GO
CREATE PROCEDURE dbo.sp_BackupBizTalkLog
    @BackupPath nvarchar(3000),
    @MarkName nvarchar(32),
    @UseCompression bit,
    @ServerName nvarchar(128) OUTPUT,
    @BackupFileName nvarchar(500) OUTPUT
AS
    SET NOCOUNT ON
    DECLARE @DatabaseName sysname
    DECLARE @File nvarchar(3500)
    SET @DatabaseName = DB_NAME()
    SET @ServerName = CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
    SET @BackupFileName = REPLACE(@ServerName, N'\', N'_') + N'_' + @DatabaseName + N'_Log_' + @MarkName + N'.bak'
    SET @File = @BackupPath + CASE WHEN RIGHT(@BackupPath, 1) = N'\' THEN N'' ELSE N'\' END + @BackupFileName
    IF @UseCompression = 1
        BACKUP LOG @DatabaseName TO DISK = @File WITH COMPRESSION
    ELSE
        BACKUP LOG @DatabaseName TO DISK = @File
GO
GRANT EXECUTE ON dbo.sp_SetMark TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_SetMarkRemote TO BTS_BACKUP_USERS
GO
-- BACKUP asks for its own permission, whoever owns the procedure that runs it.
GRANT BACKUP DATABASE, BACKUP LOG TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkFull TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkLog TO BTS_BACKUP_USERS
GO
