-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)=replicate(cast('if 1=1 ' as nvarchar(max)),5000)+'print 1'
exec(@s)
go
print 'alive'
go
