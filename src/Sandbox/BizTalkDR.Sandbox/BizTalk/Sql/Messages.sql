-- Where the workload's messages go. Each database of the group that a message touches holds its running number.
-- Variables: Table, Key.

CREATE TABLE dbo.$(Table) (
    $(Key) bigint NOT NULL PRIMARY KEY,
    MessageId uniqueidentifier NOT NULL,
    Body nvarchar(400) NULL,
    Written datetime NOT NULL
)
GO
CREATE PROCEDURE dbo.AddMessage
    @Number bigint,
    @MessageId uniqueidentifier,
    @Body nvarchar(400)
AS
    SET NOCOUNT ON
    INSERT INTO dbo.$(Table) ($(Key), MessageId, Body, Written) VALUES (@Number, @MessageId, @Body, GETUTCDATE())
GO
