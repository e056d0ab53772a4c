-- What the jobs of a MessageBox work on, and the procedures that they call. The names of procedures that are documented are the
-- product's; the tables, and what is in the procedures, are the sandbox's own.

CREATE TABLE dbo.Instances (
    uidInstanceID uniqueidentifier NOT NULL PRIMARY KEY
)
GO
CREATE TABLE dbo.Subscription (
    uidSubID uniqueidentifier NOT NULL PRIMARY KEY,
    uidInstanceID uniqueidentifier NULL,
    dtExpires datetime NULL
)
GO
CREATE TABLE dbo.Parts (
    uidPartID uniqueidentifier NOT NULL PRIMARY KEY,
    uidMessageID uniqueidentifier NULL
)
GO
CREATE TABLE dbo.ProcessHeartbeats (
    uidProcessID uniqueidentifier NOT NULL PRIMARY KEY,
    dtNextHeartbeat datetime NOT NULL
)
GO
-- Who holds or lets go of a message writes a line; the totals follow later.
CREATE TABLE dbo.MessageRefCountLog (
    nID bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    uidMessageID uniqueidentifier NOT NULL,
    nRefCount int NOT NULL
)
GO
CREATE TABLE dbo.MessageRefCountTotals (
    uidMessageID uniqueidentifier NOT NULL PRIMARY KEY,
    nRefCount int NOT NULL
)
GO
CREATE TABLE dbo.TrackingSpool (
    nID bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    uidMessageID uniqueidentifier NOT NULL,
    nvcBody nvarchar(400) NULL
)
GO
CREATE VIEW dbo.btsmon_Instances AS SELECT uidInstanceID FROM dbo.Instances
GO
CREATE VIEW dbo.btsmon_RunningInstances AS SELECT uidInstanceID FROM dbo.Instances
GO
CREATE VIEW dbo.btsmon_InstanceSubscriptions AS SELECT uidInstanceID FROM dbo.Subscription WHERE uidInstanceID IS NOT NULL
GO
CREATE PROCEDURE dbo.bts_CleanupDeadProcesses
AS
    SET NOCOUNT ON
    DELETE FROM dbo.ProcessHeartbeats WHERE dtNextHeartbeat < GETUTCDATE()
GO
CREATE PROCEDURE dbo.bts_PurgeParts
AS
    SET NOCOUNT ON
    DELETE FROM dbo.Parts WHERE uidMessageID IS NULL
GO
CREATE PROCEDURE dbo.bts_PurgeSubscriptions
AS
    SET NOCOUNT ON
    DELETE FROM dbo.Subscription WHERE dtExpires < GETUTCDATE()
GO
-- Messages that nobody holds any more.
CREATE PROCEDURE dbo.bts_PurgeMessages
AS
    SET NOCOUNT ON
    DELETE FROM dbo.Parts WHERE uidMessageID IN (SELECT uidMessageID FROM dbo.MessageRefCountTotals WHERE nRefCount = 0)
    DELETE FROM dbo.MessageRefCountTotals WHERE nRefCount = 0
GO
-- It never ends: every ten seconds it brings the totals up to date and starts the job that purges messages, which has no schedule.
CREATE PROCEDURE dbo.bts_ManageMessageRefCountLog
    @CleanupJob sysname
AS
    SET NOCOUNT ON
    DECLARE @Last bigint
    WHILE 1 = 1
    BEGIN
        SELECT @Last = MAX(nID) FROM dbo.MessageRefCountLog
        IF @Last IS NOT NULL
        BEGIN
            BEGIN TRANSACTION
            UPDATE t
            SET t.nRefCount = t.nRefCount + l.nRefCount
            FROM dbo.MessageRefCountTotals AS t
            INNER JOIN (
                SELECT uidMessageID, SUM(nRefCount) AS nRefCount FROM dbo.MessageRefCountLog WHERE nID <= @Last GROUP BY uidMessageID) AS l
                ON l.uidMessageID = t.uidMessageID
            INSERT INTO dbo.MessageRefCountTotals (uidMessageID, nRefCount)
            SELECT l.uidMessageID, SUM(l.nRefCount)
            FROM dbo.MessageRefCountLog AS l
            WHERE l.nID <= @Last
                AND NOT EXISTS (SELECT * FROM dbo.MessageRefCountTotals AS t WHERE t.uidMessageID = l.uidMessageID)
            GROUP BY l.uidMessageID
            DELETE FROM dbo.MessageRefCountLog WHERE nID <= @Last
            COMMIT TRANSACTION
        END
        BEGIN TRY
            EXEC msdb.dbo.sp_start_job @job_name = @CleanupJob, @output_flag = 0
        END TRY
        BEGIN CATCH
            -- It runs still, and is started the next time.
            SET @Last = NULL
        END CATCH
        WAITFOR DELAY '00:00:10'
    END
GO
CREATE PROCEDURE dbo.bts_CopyTrackedMessagesToDTA
    @nvcDTAServerName sysname,
    @nvcDTADatabaseName sysname
AS
    SET NOCOUNT ON
    SET XACT_ABORT ON
    DECLARE @Last bigint
    DECLARE @Copy nvarchar(max)
    SELECT @Last = MAX(nID) FROM dbo.TrackingSpool
    IF @Last IS NULL
        RETURN
    SET @Copy = CASE WHEN @nvcDTAServerName = CAST(SERVERPROPERTY('ServerName') AS sysname) THEN N'' ELSE QUOTENAME(@nvcDTAServerName) + N'.' END
        + QUOTENAME(@nvcDTADatabaseName) + N'.dbo.AddTrackedMessage'
    DECLARE @Id uniqueidentifier
    DECLARE @Body nvarchar(400)
    DECLARE Tracked CURSOR LOCAL STATIC FOR SELECT uidMessageID, nvcBody FROM dbo.TrackingSpool WHERE nID <= @Last ORDER BY nID
    BEGIN TRANSACTION
    OPEN Tracked
    FETCH NEXT FROM Tracked INTO @Id, @Body
    WHILE @@FETCH_STATUS = 0
    BEGIN
        EXEC @Copy @Id, @Body
        FETCH NEXT FROM Tracked INTO @Id, @Body
    END
    CLOSE Tracked
    DEALLOCATE Tracked
    DELETE FROM dbo.TrackingSpool WHERE nID <= @Last
    COMMIT TRANSACTION
GO
-- Carries out on the master MessageBox what is asked of instances here; in the sandbox nobody asks.
CREATE PROCEDURE dbo.bts_OperateOnInstances
    @nvcMasterServerName sysname,
    @nvcMasterDatabaseName sysname
AS
    SET NOCOUNT ON
    IF @nvcMasterServerName IS NULL OR @nvcMasterDatabaseName IS NULL
        RAISERROR(N'The master MessageBox is not named.', 16, 1)
GO
CREATE PROCEDURE dbo.btsmon_MessagesWithNegativeRefCount
    @nIssues bigint OUTPUT
AS
    SELECT @nIssues = COUNT(*) FROM dbo.MessageRefCountTotals WHERE nRefCount < 0
GO
CREATE PROCEDURE dbo.btsmon_MessagesWithoutRefcount
    @nIssues bigint OUTPUT
AS
    SELECT @nIssues = COUNT(*)
    FROM dbo.Parts AS p
    WHERE p.uidMessageID IS NOT NULL
        AND NOT EXISTS (SELECT * FROM dbo.MessageRefCountTotals AS t WHERE t.uidMessageID = p.uidMessageID)
        AND NOT EXISTS (SELECT * FROM dbo.MessageRefCountLog AS l WHERE l.uidMessageID = p.uidMessageID)
GO
CREATE PROCEDURE dbo.btsmon_MessagesWithoutReferences
    @nIssues bigint OUTPUT
AS
    SET @nIssues = 0
GO
CREATE PROCEDURE dbo.btsmon_MessageRefsWithoutSpool
    @nIssues bigint OUTPUT
AS
    SET @nIssues = 0
GO
CREATE PROCEDURE dbo.btsmon_MessagesRefsWithoutInstances
    @nIssues bigint OUTPUT
AS
    SET @nIssues = 0
GO
CREATE PROCEDURE dbo.btsmon_InstanceStateWithoutInstances
    @nIssues bigint OUTPUT
AS
    SET @nIssues = 0
GO
