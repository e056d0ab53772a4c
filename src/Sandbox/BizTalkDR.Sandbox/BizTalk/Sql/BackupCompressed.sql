-- Backups of one database, compressed or not. Variable: Url, 1 where a path that begins with http is a URL (2020).

-- The major version of this server: before 10, SQL Server 2008, it can't compress.
CREATE PROCEDURE dbo.sp_GetServerVersion
    @version int OUTPUT
AS
    SET @version = CONVERT(int, PARSENAME(CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')), 4))
GO
-- A compressed backup that fails is tried again without, if the last error is 3013, and passed over if it is another: whoever
-- calls this learns nothing of it. No form says INIT, so a second try may append to the file.
CREATE PROCEDURE dbo.sp_BackupBizTalk
    @DBName sysname,
    @BackupLocation nvarchar(4000),
    @bCompression bit,
    @BackupType nvarchar(20)
AS
BEGIN
    DECLARE @Backup nvarchar(max)
    DECLARE @Version int
    EXEC dbo.sp_GetServerVersion @Version OUTPUT
    SET @Backup = N'BACKUP ' + @BackupType + N' ' + QUOTENAME(@DBName) + N' TO '
        + CASE WHEN $(Url) = 1 AND LEFT(LTRIM(@BackupLocation), 4) = N'http' THEN N'URL' ELSE N'DISK' END
        + N' = N''' + REPLACE(@BackupLocation, N'''', N'''''') + N''''
    IF @Version <= 9
    BEGIN
        IF @bCompression = 1
            RAISERROR(N'This version of SQL Server does not compress backups; the option is passed over.', 10, 1) WITH LOG
        EXEC (@Backup)
    END
    ELSE IF @bCompression = 0
    BEGIN
        SET @Backup = @Backup + N' WITH NO_COMPRESSION'
        EXEC (@Backup)
    END
    ELSE
    BEGIN
        SET @Backup = N'BEGIN TRY ' + @Backup + N' WITH COMPRESSION END TRY BEGIN CATCH IF @@ERROR = 3013 ' + @Backup
            + N' WITH NO_COMPRESSION END CATCH'
        EXEC (@Backup)
    END
END
GO
-- CAST AS nvarchar without a length keeps 30 characters of the server's name.
CREATE PROCEDURE dbo.sp_BackupBizTalkFull
    @seq nvarchar(128),
    @path nvarchar(3000),
    @BackupLocation nvarchar(4000) OUTPUT,
    @bCompression bit = 0
AS
BEGIN
    DECLARE @Database sysname
    DECLARE @Slash nchar(1)
    SET @Database = DB_NAME()
    SET @Slash = CASE WHEN $(Url) = 1 AND LEFT(LTRIM(@path), 4) = N'http' THEN N'/' ELSE N'\' END
    SET @BackupLocation = @path + CASE WHEN RIGHT(@path, 1) = @Slash THEN N'' ELSE @Slash END
        + REPLACE(CAST(ISNULL(SERVERPROPERTY('ServerName'), N'') AS nvarchar), N'\', N'_') + N'_' + @Database + N'_Full_' + @seq + N'.bak'
    EXEC dbo.sp_BackupBizTalk @Database, @BackupLocation, @bCompression, N'DATABASE'
    IF @@ERROR <> 0
        RETURN -1
    RETURN 0
END
GO
-- At a URL it is / that is replaced in the server's name: the \ of a named instance stays in the names of its logs.
CREATE PROCEDURE dbo.sp_BackupBizTalkLog
    @seq nvarchar(128),
    @path nvarchar(3000),
    @BackupLocation nvarchar(4000) OUTPUT,
    @bCompression bit = 0
AS
BEGIN
    DECLARE @Database sysname
    DECLARE @Slash nchar(1)
    SET @Database = DB_NAME()
    SET @Slash = CASE WHEN $(Url) = 1 AND LEFT(LTRIM(@path), 4) = N'http' THEN N'/' ELSE N'\' END
    SET @BackupLocation = @path + CASE WHEN RIGHT(@path, 1) = @Slash THEN N'' ELSE @Slash END
        + REPLACE(CAST(ISNULL(SERVERPROPERTY('ServerName'), N'') AS nvarchar), @Slash, N'_') + N'_' + @Database + N'_Log_' + @seq + N'.bak'
    EXEC dbo.sp_BackupBizTalk @Database, @BackupLocation, @bCompression, N'LOG'
    IF @@ERROR <> 0
        RETURN -1
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.sp_GetServerVersion TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalk TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkFull TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_BackupBizTalkLog TO BTS_BACKUP_USERS
GO
