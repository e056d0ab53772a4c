-- right:   > 1\n(?s).*alive
-- source: parentheses nest about a thousand deep
declare @s nvarchar(max)='select '+replicate(cast('(' as nvarchar(max)),500)+'1'+replicate(cast(')' as nvarchar(max)),500)+' n'
exec(@s)
go
print 'alive'
go
