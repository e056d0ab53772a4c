-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)='select 1 where '+replicate(cast('not ' as nvarchar(max)),5000)+'1=1'
exec(@s)
go
print 'alive'
go
