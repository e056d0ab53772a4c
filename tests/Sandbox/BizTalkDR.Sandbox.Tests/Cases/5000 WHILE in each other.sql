-- right: Msg (191|8631),(?s).*alive
-- source: sys.messages 191, 8631
declare @s nvarchar(max)=replicate(cast('while 1=1 ' as nvarchar(max)),5000)+'break'
exec(@s)
go
print 'alive'
go
