-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)=replicate(cast('begin ' as nvarchar(max)),5000)+'print 1'+replicate(cast(' end' as nvarchar(max)),5000)
exec(@s)
go
print 'alive'
go
