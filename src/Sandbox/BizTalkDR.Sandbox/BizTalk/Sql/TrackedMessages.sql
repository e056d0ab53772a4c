-- The tracking database's part in the jobs of the group: where tracked messages go, and what the monitor looks at. The tables are the
-- sandbox's own.

CREATE TABLE dbo.TrackedMessages (
    nID bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    uidMessageID uniqueidentifier NOT NULL,
    nvcBody nvarchar(400) NULL,
    dtInsertionTimeStamp datetime NOT NULL DEFAULT (GETUTCDATE())
)
GO
CREATE VIEW dbo.btsmon_RunningInstances AS SELECT uidMessageID AS uidServiceInstanceId FROM dbo.TrackedMessages WHERE 1 = 0
GO
CREATE PROCEDURE dbo.AddTrackedMessage
    @uidMessageID uniqueidentifier,
    @nvcBody nvarchar(400)
AS
    SET NOCOUNT ON
    INSERT INTO dbo.TrackedMessages (uidMessageID, nvcBody) VALUES (@uidMessageID, @nvcBody)
GO
CREATE PROCEDURE dbo.btsmon_OrphanedDTAServieInstanceExceptions
    @nIssues bigint OUTPUT
AS
    SET @nIssues = 0
GO
CREATE TABLE dbo.dta_ArchiveHistory (
    nID int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    dtTimeStamp datetime NOT NULL,
    dtLastFailure datetime NULL,
    nFailureCount int NOT NULL DEFAULT (0),
    nSuccess int NOT NULL DEFAULT (0),
    nvcBackupLocation nvarchar(2000) NULL
)
GO
