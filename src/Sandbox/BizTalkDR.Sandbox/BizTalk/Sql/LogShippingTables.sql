-- Log shipping's tables, in master of a destination instance. Nobody knows all of their columns: beside the documented ones there are
-- others, made up anew for each run. Variables: First and Last with the name of the table, columns as CREATE TABLE wants them.

CREATE TABLE dbo.bts_LogShippingSource ($(FirstSource)
    SourceID uniqueidentifier NOT NULL PRIMARY KEY,
    Description nvarchar(128) NOT NULL UNIQUE,
    MgmtDatabaseName nvarchar(128) NOT NULL,
    MgmtServerName nvarchar(128) NOT NULL,
    SourceServerName nvarchar(128) NULL$(LastSource)
)
GO
-- LogFileLocation and DBFileLocation: NULL reads the files where adm_BackupHistory says.
CREATE TABLE dbo.bts_LogShippingDatabases ($(FirstDatabases)
    SourceID uniqueidentifier NOT NULL,
    DatabaseName nvarchar(128) NOT NULL,
    ServerName nvarchar(128) NOT NULL,
    LogFileLocation nvarchar(3000) NULL,
    DBFileLocation nvarchar(3000) NULL,
    PRIMARY KEY (SourceID, DatabaseName, ServerName)$(LastDatabases)
)
GO
CREATE TABLE dbo.bts_LogShippingHistory ($(FirstHistory)
    SourceID uniqueidentifier NOT NULL,
    BackupId bigint NOT NULL,
    BackupSetId bigint NOT NULL,
    MarkName nvarchar(32) NULL,
    DatabaseName nvarchar(128) NOT NULL,
    BackupFileName nvarchar(500) NOT NULL,
    BackupFileLocation nvarchar(3000) NOT NULL,
    BackupType char(2) NOT NULL,
    BackupDateTime datetime NOT NULL,
    SetComplete bit NOT NULL,
    ServerName nvarchar(128) NOT NULL,
    Restored bit NOT NULL DEFAULT (0),
    RestoredDateTime datetime NULL,
    PRIMARY KEY (SourceID, BackupSetId, DatabaseName, ServerName)$(LastHistory)
)
GO
-- The last set restored for all databases.
CREATE TABLE dbo.bts_LogShippingLastRestoreSet ($(FirstLastRestoreSet)
    SourceID uniqueidentifier NOT NULL PRIMARY KEY,
    BackupSetId bigint NOT NULL,
    RestoredDateTime datetime NOT NULL$(LastLastRestoreSet)
)
GO
CREATE TABLE dbo.bts_LogShippingJobs ($(FirstJobs)
    SourceID uniqueidentifier NOT NULL,
    ServerName nvarchar(128) NOT NULL,
    JobId uniqueidentifier NOT NULL,
    JobName nvarchar(128) NOT NULL,
    Enabled tinyint NOT NULL,
    Description nvarchar(512) NULL,
    PRIMARY KEY (SourceID, ServerName, JobId)$(LastJobs)
)
GO
CREATE TABLE dbo.bts_LogShippingJobSteps ($(FirstJobSteps)
    SourceID uniqueidentifier NOT NULL,
    ServerName nvarchar(128) NOT NULL,
    JobId uniqueidentifier NOT NULL,
    StepId int NOT NULL,
    StepName nvarchar(128) NOT NULL,
    Subsystem nvarchar(40) NOT NULL,
    Command nvarchar(max) NULL,
    DatabaseName nvarchar(128) NULL,
    OnSuccessAction tinyint NOT NULL,
    OnSuccessStepId int NOT NULL,
    OnFailAction tinyint NOT NULL,
    OnFailStepId int NOT NULL,
    PRIMARY KEY (SourceID, ServerName, JobId, StepId)$(LastJobSteps)
)
GO
CREATE TABLE dbo.bts_LogShippingJobSchedules ($(FirstJobSchedules)
    SourceID uniqueidentifier NOT NULL,
    ServerName nvarchar(128) NOT NULL,
    JobId uniqueidentifier NOT NULL,
    ScheduleName nvarchar(128) NOT NULL,
    Enabled int NOT NULL,
    FreqType int NOT NULL,
    FreqInterval int NOT NULL,
    FreqSubdayType int NOT NULL,
    FreqSubdayInterval int NOT NULL,
    FreqRelativeInterval int NOT NULL,
    FreqRecurrenceFactor int NOT NULL,
    ActiveStartTime int NOT NULL,
    ActiveEndTime int NOT NULL$(LastJobSchedules)
)
GO
