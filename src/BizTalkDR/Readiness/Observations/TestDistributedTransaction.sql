-- Whether a distributed transaction reaches a linked server. It changes nothing and is rolled back; the caller names a procedure there.
SET XACT_ABORT ON
BEGIN DISTRIBUTED TRANSACTION
EXECUTE @procedure N'SELECT 1 AS answered'
ROLLBACK TRANSACTION
