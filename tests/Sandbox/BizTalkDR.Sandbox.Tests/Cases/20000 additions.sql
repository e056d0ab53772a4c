-- right: Msg (191|8631|8623|8632),(?s).*alive
-- source: sys.messages 8631
declare @s nvarchar(max)='select 1'+replicate(cast('+1' as nvarchar(max)),20000)
exec(@s)
go
print 'alive'
go
