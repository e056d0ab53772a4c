-- The group's own tables in the management database, as far as backups are concerned. Variable: HasCompression.

CREATE ROLE BTS_ADMIN_USERS
GO
CREATE ROLE BTS_OPERATORS
GO
CREATE ROLE BTS_HOST_USERS
GO
CREATE ROLE BTS_READONLY_USERS
GO
CREATE TABLE dbo.adm_Group (
    Id int IDENTITY(1, 1) NOT NULL CONSTRAINT adm_Group_pk PRIMARY KEY,
    Name nvarchar(256) NOT NULL CONSTRAINT adm_Group_unique_key UNIQUE,
    BizTalkAdminGroup nvarchar(128) NOT NULL,
    BizTalkOperatorGroup nvarchar(128) NULL,
    TrackingDBServerName nvarchar(80) NULL,
    TrackingDBName nvarchar(128) NULL,
    SubscriptionDBServerName nvarchar(80) NULL,
    SubscriptionDBName nvarchar(128) NULL,
    TrackAnalysisServerName nvarchar(80) NULL,
    TrackAnalysisDBName nvarchar(128) NULL,
    BamDBServerName nvarchar(80) NULL,
    BamDBName nvarchar(128) NULL,
    RuleEngineDBServerName nvarchar(80) NULL,
    RuleEngineDBName nvarchar(128) NULL,
    SSOServerName nvarchar(80) NULL,
    DateModified datetime NOT NULL DEFAULT (GETUTCDATE())
)
GO
CREATE TABLE dbo.adm_MessageBox (
    Id int IDENTITY(1, 1) NOT NULL CONSTRAINT adm_MessageBox_pk PRIMARY KEY,
    GroupId int NOT NULL,
    DBServerName nvarchar(80) NOT NULL,
    DBName nvarchar(128) NOT NULL,
    IsMasterMsgBox int NOT NULL DEFAULT (0),
    DateModified datetime NOT NULL DEFAULT (GETUTCDATE()),
    CONSTRAINT adm_MessageBox_unique_key UNIQUE (DBServerName, DBName),
    CONSTRAINT adm_MessageBox_fk_group FOREIGN KEY (GroupId) REFERENCES dbo.adm_Group (Id)
)
GO
CREATE TABLE dbo.adm_OtherBackupDatabases (
    DefaultDatabaseName nvarchar(128) NOT NULL,
    DatabaseName nvarchar(128) NOT NULL,
    ServerName nvarchar(80) NULL,
    BTSServerName nvarchar(80) NOT NULL,
    CONSTRAINT adm_OtherBackupDatabases_PK PRIMARY KEY (DefaultDatabaseName, BTSServerName)
)
GO
CREATE TABLE dbo.adm_Server (
    Id int IDENTITY(1, 1) NOT NULL CONSTRAINT adm_Server_pk PRIMARY KEY,
    Name nvarchar(63) NOT NULL CONSTRAINT adm_Server_unique_key UNIQUE,
    DateModified datetime NOT NULL DEFAULT (GETUTCDATE())
)
GO
CREATE TABLE dbo.adm_Host (
    Id int IDENTITY(1, 1) NOT NULL CONSTRAINT adm_Host_pk PRIMARY KEY,
    GroupId int NOT NULL,
    Name nvarchar(80) NOT NULL,
    NTGroupName nvarchar(128) NOT NULL,
    HostTracking int NOT NULL DEFAULT (0),
    DateModified datetime NOT NULL DEFAULT (GETUTCDATE()),
    CONSTRAINT adm_Host_unique_key UNIQUE (GroupId, Name)
)
GO
CREATE TABLE dbo.adm_BackupSettings (
    ForceFull bit NOT NULL DEFAULT (0)
)
GO
IF $(HasCompression) = 1
    ALTER TABLE dbo.adm_BackupSettings ADD UseCompression bit NOT NULL DEFAULT (0)
GO
INSERT INTO dbo.adm_BackupSettings (ForceFull) VALUES (0)
GO
CREATE TABLE dbo.adm_BackupSetId (
    NextBackupSetId bigint NULL
)
GO
INSERT INTO dbo.adm_BackupSetId (NextBackupSetId) VALUES (1)
GO
CREATE TABLE dbo.adm_BackupHistory (
    BackupId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_adm_BackupHistory_BackupId PRIMARY KEY,
    BackupSetId bigint NOT NULL,
    MarkName nvarchar(32) NULL,
    DatabaseName nvarchar(128) NOT NULL,
    BackupFileName nvarchar(500) NOT NULL,
    BackupFileLocation nvarchar(3000) NOT NULL,
    BackupType char(2) NOT NULL,
    BackupDateTime datetime NOT NULL,
    SetComplete bit NOT NULL DEFAULT (0),
    ServerName nvarchar(128) NULL
)
GO
CREATE UNIQUE INDEX IX_BackupHistory ON dbo.adm_BackupHistory (BackupSetId, DatabaseName, ServerName)
GO
-- What the monitor has found.
CREATE TABLE dbo.btsmon_Issues (
    nProblemCode int NOT NULL PRIMARY KEY,
    nvcProblemDescription nvarchar(128) NOT NULL
)
GO
CREATE TABLE dbo.btsmon_Inconsistancies (
    DBServer sysname NOT NULL,
    DBName sysname NOT NULL,
    nProblemCode int NOT NULL,
    nCount bigint NOT NULL
)
GO
-- THE list of what the job backs up. Servers as the tables spell them: one that is spelled in two ways stands here twice.
CREATE VIEW dbo.admv_BackupDatabases AS
SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS ServerName, DB_NAME() AS DatabaseName
UNION
SELECT TrackingDBServerName, TrackingDBName FROM dbo.adm_Group WHERE TrackingDBServerName <> N''
UNION
SELECT BamDBServerName, BamDBName FROM dbo.adm_Group WHERE BamDBServerName <> N''
UNION
SELECT RuleEngineDBServerName, RuleEngineDBName FROM dbo.adm_Group WHERE RuleEngineDBServerName <> N''
UNION
SELECT DBServerName, DBName FROM dbo.adm_MessageBox WHERE DBServerName <> N''
UNION
SELECT ServerName, DatabaseName FROM dbo.adm_OtherBackupDatabases WHERE ServerName <> N''
GO
GRANT SELECT ON dbo.admv_BackupDatabases TO BTS_BACKUP_USERS
GO
GRANT SELECT ON dbo.adm_BackupHistory TO BTS_BACKUP_USERS
GO
GRANT SELECT ON dbo.adm_Group TO BTS_ADMIN_USERS
GO
