-- right: Msg 217,(?s).*alive
-- source: sys.messages 217
create database $(A)
go
use $(A)
go
create function dbo.f(@i int) returns int as begin return dbo.f(@i+1) end
go
select dbo.f(1)
go
use master
print 'alive'
go
