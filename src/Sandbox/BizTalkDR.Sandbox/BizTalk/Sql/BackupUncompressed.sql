-- Backups of one database before compression came: plain BACKUP to a folder. SSODB kept these until 2016.

-- CAST AS nvarchar without a length keeps 30 characters of the server's name.
CREATE PROCEDURE dbo.sp_BackupBizTalkFull
    @seq nvarchar(128),
    @path nvarchar(3000),
    @BackupLocation nvarchar(4000) OUTPUT
AS
BEGIN
    DECLARE @Database sysname
    SET @Database = DB_NAME()
    SET @BackupLocation = @path + CASE WHEN RIGHT(@path, 1) = N'\' THEN N'' ELSE N'\' END
        + REPLACE(CAST(ISNULL(SERVERPROPERTY('ServerName'), N'') AS nvarchar), N'\', N'_') + N'_' + @Database + N'_Full_' + @seq + N'.bak'
    BACKUP DATABASE @Database TO DISK = @BackupLocation
    IF @@ERROR <> 0
        RETURN -1
    RETURN 0
END
GO
CREATE PROCEDURE dbo.sp_BackupBizTalkLog
    @seq nvarchar(128),
    @path nvarchar(3000),
    @BackupLocation nvarchar(4000) OUTPUT
AS
BEGIN
    DECLARE @Database sysname
    SET @Database = DB_NAME()
    SET @BackupLocation = @path + CASE WHEN RIGHT(@path, 1) = N'\' THEN N'' ELSE N'\' END
        + REPLACE(CAST(ISNULL(SERVERPROPERTY('ServerName'), N'') AS nvarchar), N'\', N'_') + N'_' + @Database + N'_Log_' + @seq + N'.bak'
    BACKUP LOG @Database TO DISK = @BackupLocation
    IF @@ERROR <> 0
        RETURN -1
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkFull TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkLog TO BTS_BACKUP_USERS
GO
