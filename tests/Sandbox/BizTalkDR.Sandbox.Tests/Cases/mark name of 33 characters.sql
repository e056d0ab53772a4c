-- right: ^(?!.*ran)(?s).*Msg 103,
-- source: BEGIN TRANSACTION: identifiers longer than 32 characters are not allowed; sys.messages 103
print 'ran'
begin tran a_mark_name_of_more_than_32_characters with mark
commit
go
if @@trancount>0 rollback
go
