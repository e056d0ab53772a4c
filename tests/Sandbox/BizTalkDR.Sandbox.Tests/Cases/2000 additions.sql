-- right:   > 2001\n(?s).*alive
-- source: a chain is no nesting
declare @s nvarchar(max)='select (1'+replicate(cast('+1' as nvarchar(max)),2000)+') n'
exec(@s)
go
print 'alive'
go
