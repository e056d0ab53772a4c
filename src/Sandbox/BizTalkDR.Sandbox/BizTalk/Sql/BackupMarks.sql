-- The marks in one database, as the job of the management database sets them, on this server or over a linked server.

-- On the server where the job runs, and in the second and later databases of another: the transaction is marked already.
CREATE PROCEDURE dbo.sp_SetMark
    @name nvarchar(128)
AS
BEGIN
    DECLARE @Failure int
    BEGIN TRANSACTION @name
    INSERT INTO dbo.MarkLog (MarkName) VALUES (@name)
    SET @Failure = @@ERROR
    IF @Failure = 0
    BEGIN
        COMMIT TRANSACTION @name
        RETURN 0
    END
    IF @@TRANCOUNT > 0
        ROLLBACK TRANSACTION @name
    RETURN -1
END
GO
-- In the first database of another server: each server's part of a distributed transaction needs a WITH MARK of its own.
CREATE PROCEDURE dbo.sp_SetMarkRemote
    @name nvarchar(128)
AS
BEGIN
    DECLARE @Failure int
    BEGIN TRANSACTION @name WITH MARK @name
    INSERT INTO dbo.MarkLog (MarkName) VALUES (@name)
    SET @Failure = @@ERROR
    IF @Failure = 0
    BEGIN
        COMMIT TRANSACTION @name
        RETURN 0
    END
    IF @@TRANCOUNT > 0
        ROLLBACK TRANSACTION @name
    RETURN -1
END
GO
-- What this server calls itself, whatever the name is that it was reached by.
CREATE PROCEDURE dbo.sp_GetServerName
    @name sysname OUTPUT
AS
BEGIN
    SELECT @name = CAST(SERVERPROPERTY('ServerName') AS sysname)
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.sp_SetMark TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_SetMarkRemote TO BTS_BACKUP_USERS
GO
GRANT EXECUTE ON dbo.sp_GetServerName TO BTS_BACKUP_USERS
GO
