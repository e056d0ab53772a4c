-- Purging and archiving the tracking database. An archive is an ordinary full backup, not a copy-only one, between the sets of the
-- backup job and outside its history.

CREATE PROCEDURE dbo.dtasp_PurgeTrackingDatabase
    @nHours tinyint,
    @nDays tinyint,
    @nHardDays tinyint,
    @dtLastBackup datetime,
    @fHardDeleteRunningInstances int = 0
AS
BEGIN
    SET NOCOUNT ON
    SET DEADLOCK_PRIORITY LOW
    DECLARE @Oldest datetime
    IF @nHardDays <= @nDays + @nHours / 24
    BEGIN
        RAISERROR(N'The hard purge interval cannot be less than the soft purge interval', 16, 1)
        RETURN -1
    END
    SET @Oldest = DATEADD(hour, -@nHours, DATEADD(day, -@nDays, GETUTCDATE()))
    -- Nothing newer than the last archive goes, and ten minutes are in both.
    IF @dtLastBackup < @Oldest
        SET @Oldest = @dtLastBackup
    DELETE FROM dbo.TrackedMessages WHERE dtInsertionTimeStamp < DATEADD(minute, -10, @Oldest)
    RETURN 0
END
GO
CREATE PROCEDURE dbo.dtasp_BackupTrackingDatabase
    @nvcFolder nvarchar(1024),
    @nRetryRowID int,
    @fSuccess int OUTPUT
AS
BEGIN
    DECLARE @Now datetime
    DECLARE @Database sysname
    DECLARE @Device nvarchar(2000)
    SELECT @Now = GETUTCDATE(), @Database = DB_NAME(), @fSuccess = 0
    SET @Device = @nvcFolder + CASE WHEN RIGHT(@nvcFolder, 1) = N'\' THEN N'' ELSE N'\' END
        + REPLACE(CAST(ISNULL(SERVERPROPERTY('ServerName'), N'') AS nvarchar), N'\', N'_') + N'_' + @Database + N'_'
        + REPLACE(REPLACE(CONVERT(nvarchar(32), @Now, 100), N' ', N'_'), N':', N'_') + N'.bak'
    BACKUP DATABASE @Database TO DISK = @Device
    IF @@ERROR <> 0
    BEGIN
        IF @nRetryRowID = -1
            INSERT INTO dbo.dta_ArchiveHistory (dtTimeStamp, dtLastFailure, nFailureCount, nSuccess, nvcBackupLocation)
            VALUES (@Now, @Now, 1, -1, @Device)
        ELSE
            UPDATE dbo.dta_ArchiveHistory
            SET dtLastFailure = @Now, nFailureCount = nFailureCount + 1, nSuccess = -1, nvcBackupLocation = @Device
            WHERE nID = @nRetryRowID
        RAISERROR(N'A failure occurred while backing up the database.', 16, 1)
        RETURN
    END
    IF @nRetryRowID = -1
        INSERT INTO dbo.dta_ArchiveHistory (dtTimeStamp, nvcBackupLocation) VALUES (@Now, @Device)
    ELSE
        UPDATE dbo.dta_ArchiveHistory
        SET dtTimeStamp = @Now, dtLastFailure = NULL, nFailureCount = 0, nSuccess = 0, nvcBackupLocation = @Device
        WHERE nID = @nRetryRowID
    SET @fSuccess = 1
END
GO
-- One archive in each live window. With a server that validates, nothing is purged and no archive is taken before it has.
CREATE PROCEDURE dbo.dtasp_BackupAndPurgeTrackingDatabase
    @nLiveHours tinyint,
    @nLiveDays tinyint = 0,
    @nHardDeleteDays tinyint = 0,
    @nvcFolder nvarchar(1024) = NULL,
    @nvcValidatingServer sysname = NULL,
    @fForceBackup int = 0,
    @fHardDeleteRunningInstances int = 0
AS
BEGIN
    DECLARE @Last datetime
    DECLARE @Outcome int
    DECLARE @IsDone int
    DECLARE @Result int
    DECLARE @StartJob nvarchar(600)
    SET @IsDone = 0
    IF @nvcFolder IS NULL
    BEGIN
        RAISERROR(N'The @nvcFolder parameter cannot be null. If you want to only purge the database, use the dtasp_PurgeTrackingDatabase stored procedure', 16, 1)
        RETURN
    END
    IF @nLiveHours = 0 AND @nLiveDays = 0
    BEGIN
        RAISERROR(N'You must keep atleast 1 hour worth of live data.', 16, 1)
        RETURN
    END
    IF @nHardDeleteDays <= @nLiveDays + @nLiveHours / 24
    BEGIN
        RAISERROR(N'The hard purge window cannot be less than the live data window', 16, 1)
        RETURN
    END
    IF @nvcValidatingServer = CAST(SERVERPROPERTY('ServerName') AS sysname)
    BEGIN
        RAISERROR(N'The local server cannot be used as the validating server for tracking database archives.', 16, 1)
        RETURN
    END
    SET @StartJob = QUOTENAME(@nvcValidatingServer) + N'.msdb.dbo.sp_start_job'
    SELECT TOP 1 @Last = dtTimeStamp, @Outcome = nSuccess FROM dbo.dta_ArchiveHistory ORDER BY dtTimeStamp DESC
    IF @Last IS NULL OR @fForceBackup > 0 OR @Outcome = -1
        EXEC dbo.dtasp_BackupTrackingDatabase @nvcFolder, -1, @IsDone OUTPUT
    ELSE IF @nvcValidatingServer IS NOT NULL AND @Outcome = 0
    BEGIN
        EXEC @StartJob N'ValidateArchive'
        IF @@ERROR <> 0
            RETURN -1
        RAISERROR(N'Validation of the last archive has not finished. Attepting to restart validation. Please make sure that no errors are occurring on the validation machine.', 16, 1)
    END
    ELSE
    BEGIN
        EXEC @Result = dbo.dtasp_PurgeTrackingDatabase @nLiveHours, @nLiveDays, @nHardDeleteDays, @Last, @fHardDeleteRunningInstances
        IF @@ERROR <> 0 OR @Result < 0
            RETURN -1
        IF DATEADD(hour, @nLiveHours, DATEADD(day, @nLiveDays, @Last)) <= GETUTCDATE()
            EXEC dbo.dtasp_BackupTrackingDatabase @nvcFolder, -1, @IsDone OUTPUT
    END
    IF @nvcValidatingServer IS NOT NULL AND @IsDone = 1
    BEGIN
        EXEC @StartJob N'ValidateArchive'
        IF @@ERROR <> 0
            RETURN -1
    END
END
GO
GRANT EXECUTE ON dbo.dtasp_PurgeTrackingDatabase TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.dtasp_BackupAndPurgeTrackingDatabase TO BTS_BACKUP_USERS
GO
