-- right: Msg \d+, Level 1[5-7](?s).*alive
-- source: sys.messages 191, 8631, 106
declare @s nvarchar(max)='select 1 from sys.databases a'+replicate(cast(' cross join sys.databases' as nvarchar(max)),5000)
exec(@s)
go
print 'alive'
go
