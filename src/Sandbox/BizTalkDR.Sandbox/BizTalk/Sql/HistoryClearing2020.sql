-- Clearing the history in 2020: full sets as before; log sets, and the marks in all databases, once a later log set has a row,
-- whether or not a full set is newer. What is older is decided by comparing the names of marks as text.

CREATE PROCEDURE dbo.sp_DeleteBackupHistory
    @DaysToKeep smallint = NULL,
    @UseLocalTime bit = 0
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Oldest datetime
    DECLARE @Last nvarchar(128)
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @Procedure nvarchar(600)
    IF @DaysToKeep IS NULL OR @DaysToKeep <= 0
        RETURN
    SET @Oldest = DATEADD(day, -@DaysToKeep, CASE @UseLocalTime WHEN 0 THEN GETUTCDATE() ELSE GETDATE() END)
    DELETE FROM dbo.adm_BackupHistory
    WHERE BackupType = 'db'
        AND BackupSetId IN (SELECT BackupSetId FROM dbo.adm_BackupHistory GROUP BY BackupSetId HAVING MAX(BackupDateTime) < @Oldest)
        AND BackupSetId < (SELECT MAX(BackupSetId) FROM dbo.adm_BackupHistory WHERE BackupType = 'db')

    SELECT @Last = MAX(MarkName)
    FROM dbo.adm_BackupHistory
    WHERE BackupType = 'lg'
        AND BackupSetId IN (
            SELECT BackupSetId FROM dbo.adm_BackupHistory WHERE BackupType = 'lg' GROUP BY BackupSetId
            HAVING MAX(BackupDateTime) < @Oldest)
        AND BackupSetId < (SELECT MAX(BackupSetId) FROM dbo.adm_BackupHistory WHERE BackupType = 'lg')
    -- A database without the procedure, or a server that does not answer, ends it here: the rows stay.
    DECLARE BackupDatabases INSENSITIVE CURSOR FOR
        SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases ORDER BY ServerName
    OPEN BackupDatabases
    FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Procedure = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.sp_CleanUpMarkLog'
        EXEC @Procedure @MarkName = @Last
        FETCH NEXT FROM BackupDatabases INTO @Server, @Database
    END
    CLOSE BackupDatabases
    DEALLOCATE BackupDatabases
    DELETE FROM dbo.adm_BackupHistory WHERE BackupType = 'lg' AND MarkName <= @Last
END
GO
GRANT EXECUTE ON dbo.sp_DeleteBackupHistory TO BTS_BACKUP_USERS
GO
