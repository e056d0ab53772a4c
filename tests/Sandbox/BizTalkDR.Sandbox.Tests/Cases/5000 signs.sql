-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)='select '+replicate(cast('- ' as nvarchar(max)),5000)+'1'
exec(@s)
go
print 'alive'
go
