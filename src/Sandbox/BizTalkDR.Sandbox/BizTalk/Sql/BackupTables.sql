-- What every database that the backup job covers holds, custom databases too: the role, and the table that the mark is written into.

IF NOT EXISTS (SELECT * FROM sys.database_principals WHERE name = N'BTS_BACKUP_USERS' AND type = 'R')
    CREATE ROLE BTS_BACKUP_USERS
GO
IF OBJECT_ID(N'dbo.MarkLog', N'U') IS NULL
    CREATE TABLE dbo.MarkLog (
        MarkName nvarchar(128) NULL
    )
GO
