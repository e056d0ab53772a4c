-- right: Msg 125,(?s).*alive
-- source: CASE, remarks: 10 levels of nesting; sys.messages 125
declare @s nvarchar(max)='select '+replicate(cast('case when 1=1 then ' as nvarchar(max)),2000)+'1'+replicate(cast(' end' as nvarchar(max)),2000)
exec(@s)
go
print 'alive'
go
