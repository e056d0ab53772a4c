-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)='select 1 where '+replicate(cast('(' as nvarchar(max)),8000)+'1=1'+replicate(cast(')' as nvarchar(max)),8000)
exec(@s)
go
print 'alive'
go
