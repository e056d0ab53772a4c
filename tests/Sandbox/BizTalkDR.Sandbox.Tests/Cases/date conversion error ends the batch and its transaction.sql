-- right: ^(?!.*ran)(?s).*Msg 241,.*n\n  > 0\n
-- source: Conversion errors end the batch and roll the transaction back
begin tran
select cast('xyz' as datetime) d
print 'ran'
go
select @@trancount n
if @@trancount>0 rollback
go
