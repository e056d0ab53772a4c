-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)='select '+replicate(cast('(select ' as nvarchar(max)),2000)+'1'+replicate(cast(')' as nvarchar(max)),2000)
exec(@s)
go
print 'alive'
go
