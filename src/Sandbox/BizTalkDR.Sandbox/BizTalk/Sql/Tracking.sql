-- The tracking database: how far the tracking data decoder (TDDS) is, and what keeps it from going on.

CREATE TABLE dbo.TDDS_StreamStatus (
    serverName nvarchar(128) NOT NULL,
    destinationId tinyint NOT NULL,
    partitionId tinyint NOT NULL,
    lastSeqNum bigint NOT NULL,
    eventIdx int NULL,
    CONSTRAINT PK_TDDS_StreamStatus PRIMARY KEY (serverName, destinationId, partitionId)
)
GO
-- It blocks as long as the caller's transaction lasts, and says so with the rows; outside of one it does nothing.
CREATE PROCEDURE dbo.TDDS_BlockTDDS
AS
BEGIN
    SET NOCOUNT ON
    IF @@TRANCOUNT = 0
        RETURN -1
    SELECT serverName, destinationId, partitionId, lastSeqNum, eventIdx FROM dbo.TDDS_StreamStatus WITH (TABLOCKX, HOLDLOCK)
    IF @@ERROR <> 0
        RETURN -1
    RETURN 0
END
GO
GRANT EXECUTE ON dbo.TDDS_BlockTDDS TO BTS_BACKUP_USERS
GO
