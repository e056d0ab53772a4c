-- Whether backups are compressed: the job's first step. The database of Enterprise Single Sign-On never is: it is known by its row.

CREATE PROCEDURE dbo.sp_SetBackupCompression
    @bCompression bit
AS
    UPDATE dbo.adm_BackupSettings SET UseCompression = @bCompression
GO
CREATE FUNCTION dbo.sp_IsSSODB (@BackupServer sysname, @BackupDB sysname)
RETURNS bit
AS
BEGIN
    RETURN CASE
        WHEN EXISTS (
            SELECT * FROM dbo.adm_OtherBackupDatabases
            WHERE DefaultDatabaseName = N'SSO' AND ServerName = @BackupServer AND DatabaseName = @BackupDB) THEN 1
        ELSE 0 END
END
GO
GRANT EXECUTE ON dbo.sp_SetBackupCompression TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_IsSSODB TO BTS_BACKUP_USERS
GO
