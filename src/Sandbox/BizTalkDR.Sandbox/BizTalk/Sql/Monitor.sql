-- The monitor: counts what should not be, and fails on purpose when there is any.

INSERT INTO dbo.btsmon_Issues (nProblemCode, nvcProblemDescription)
VALUES
    (1, N'Subscriptions without Instances'),
    (2, N'Messages with refcount less than 0'),
    (3, N'Messages without Reference Counts'),
    (9, N'Orphaned DTA Service Instances')
GO
CREATE PROCEDURE dbo.btsmon_Inconsistent
AS
BEGIN
    SET NOCOUNT ON
    SET DEADLOCK_PRIORITY LOW
    DECLARE @Server sysname
    DECLARE @Database sysname
    DECLARE @Prefix nvarchar(600)
    DECLARE @Procedure nvarchar(600)
    DECLARE @Count bigint
    TRUNCATE TABLE dbo.btsmon_Inconsistancies
    DECLARE MessageBoxes CURSOR LOCAL STATIC FOR SELECT DBServerName, DBName FROM dbo.adm_MessageBox
    OPEN MessageBoxes
    FETCH NEXT FROM MessageBoxes INTO @Server, @Database
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Prefix = QUOTENAME(@Server) + N'.' + QUOTENAME(@Database) + N'.dbo.'
        SELECT @Count = 0, @Procedure = @Prefix + N'btsmon_MessagesWithNegativeRefCount'
        EXEC @Procedure @nIssues = @Count OUTPUT
        INSERT INTO dbo.btsmon_Inconsistancies (DBServer, DBName, nProblemCode, nCount) VALUES (@Server, @Database, 2, @Count)
        SELECT @Count = 0, @Procedure = @Prefix + N'btsmon_MessagesWithoutRefcount'
        EXEC @Procedure @nIssues = @Count OUTPUT
        INSERT INTO dbo.btsmon_Inconsistancies (DBServer, DBName, nProblemCode, nCount) VALUES (@Server, @Database, 3, @Count)
        FETCH NEXT FROM MessageBoxes INTO @Server, @Database
    END
    CLOSE MessageBoxes
    DEALLOCATE MessageBoxes
END
GO
CREATE PROCEDURE dbo.btsmon_GenerateErrorString
AS
BEGIN
    SET NOCOUNT ON
    DECLARE @Text nvarchar(max)
    DECLARE @Finding nvarchar(600)
    DECLARE Findings CURSOR LOCAL STATIC FOR
        SELECT CONVERT(nvarchar(20), f.nCount) + N' ' + i.nvcProblemDescription + N' in ' + f.DBServer + N'.' + f.DBName
        FROM dbo.btsmon_Inconsistancies AS f
        INNER JOIN dbo.btsmon_Issues AS i ON i.nProblemCode = f.nProblemCode
        WHERE f.nCount > 0
    OPEN Findings
    FETCH NEXT FROM Findings INTO @Finding
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @Text = ISNULL(@Text + N', ', N'') + @Finding
        FETCH NEXT FROM Findings INTO @Finding
    END
    CLOSE Findings
    DEALLOCATE Findings
    IF @Text IS NOT NULL
        RAISERROR(@Text, 11, 1) WITH LOG
END
GO
