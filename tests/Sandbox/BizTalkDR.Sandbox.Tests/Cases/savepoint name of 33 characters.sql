-- right: Msg 103,
-- source: SAVE TRANSACTION: 32 characters; sys.messages 103
begin tran
save tran a_savepoint_name_longer_than_32_characters
go
if @@trancount>0 rollback
go
