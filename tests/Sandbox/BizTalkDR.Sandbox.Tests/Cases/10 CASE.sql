-- right:   > 1\n(?s).*alive
-- source: CASE, remarks: 10 levels of nesting
declare @s nvarchar(max)='select '+replicate(cast('case when 1=1 then ' as nvarchar(max)),10)+'1'+replicate(cast(' end' as nvarchar(max)),10)+' n'
exec(@s)
go
print 'alive'
go
