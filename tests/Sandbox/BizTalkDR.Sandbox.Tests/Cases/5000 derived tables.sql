-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)='select * from '+replicate(cast('(select * from ' as nvarchar(max)),5000)+'(select 1 n) x'+replicate(cast(') x' as nvarchar(max)),5000)
exec(@s)
go
print 'alive'
go
