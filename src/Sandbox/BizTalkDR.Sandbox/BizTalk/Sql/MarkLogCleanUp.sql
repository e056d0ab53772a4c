-- 2020: the marks of a database leave it together with the history of the log sets.

CREATE PROCEDURE dbo.sp_CleanUpMarkLog
    @MarkName nvarchar(128)
AS
BEGIN
    SET NOCOUNT ON
    DELETE FROM dbo.MarkLog WHERE MarkName <= @MarkName
END
GO
GRANT EXECUTE ON dbo.sp_CleanUpMarkLog TO BTS_BACKUP_USERS
GO
