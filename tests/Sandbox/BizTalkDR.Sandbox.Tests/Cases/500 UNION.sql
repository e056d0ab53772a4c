-- right: c\n  > 501\n(?s).*alive
-- source: a chain is no nesting
declare @s nvarchar(max)='select count(*) c from (select 1 n'+replicate(cast(' union all select 1' as nvarchar(max)),500)+') x'
exec(@s)
go
print 'alive'
go
