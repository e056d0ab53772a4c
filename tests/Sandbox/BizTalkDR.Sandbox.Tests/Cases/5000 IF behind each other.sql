-- right: ^(?!.*Msg )(?s).*alive
-- source: statements behind each other are no nesting
declare @s nvarchar(max)=replicate(cast('if 1=0 print 0 ' as nvarchar(max)),5000)+'print 1'
exec(@s)
go
print 'alive'
go
