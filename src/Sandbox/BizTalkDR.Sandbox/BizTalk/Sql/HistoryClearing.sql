-- Clearing the history until 2016: rows only, the files stay; whole sets, as soon as any later full set has a row.

CREATE PROCEDURE dbo.sp_DeleteBackupHistory
    @DaysToKeep smallint = NULL,
    @UseLocalTime bit = 0
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Oldest datetime
    IF @DaysToKeep IS NULL OR @DaysToKeep <= 0
        RETURN
    SET @Oldest = DATEADD(day, -@DaysToKeep, CASE @UseLocalTime WHEN 0 THEN GETUTCDATE() ELSE GETDATE() END)
    DELETE FROM dbo.adm_BackupHistory
    WHERE BackupSetId IN (SELECT BackupSetId FROM dbo.adm_BackupHistory GROUP BY BackupSetId HAVING MAX(BackupDateTime) < @Oldest)
        AND BackupSetId < (SELECT MAX(BackupSetId) FROM dbo.adm_BackupHistory WHERE BackupType = 'db')
END
GO
GRANT EXECUTE ON dbo.sp_DeleteBackupHistory TO BTS_BACKUP_USERS
GO
