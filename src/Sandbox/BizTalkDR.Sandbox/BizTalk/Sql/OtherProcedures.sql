-- What the jobs of the management, rule engine and alerts databases call. Their names and what they do are the sandbox's own, but for
-- btf_PurgeExpiredMessages.

CREATE TABLE dbo.ExpiringEntries (
    nID bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    dtExpires datetime NOT NULL
)
GO
CREATE PROCEDURE dbo.$(Procedure)
AS
    SET NOCOUNT ON
    DELETE FROM dbo.ExpiringEntries WHERE dtExpires < GETUTCDATE()
GO
