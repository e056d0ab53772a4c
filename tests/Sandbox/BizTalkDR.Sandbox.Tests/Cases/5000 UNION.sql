-- right: Msg (191|8631|8623),(?s).*alive
-- source: sys.messages 8631, 8623
declare @s nvarchar(max)='select 1'+replicate(cast(' union all select 1' as nvarchar(max)),5000)
exec(@s)
go
print 'alive'
go
