-- right:   > 1\n(?s).*alive
-- source: a chain is no nesting
declare @s nvarchar(max)='select 1 n where 1=1'+replicate(cast(' or 1=0' as nvarchar(max)),2000)
exec(@s)
go
print 'alive'
go
