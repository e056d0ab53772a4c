-- right: Msg 217,(?s).*alive
-- source: sys.messages 217
create database $(A)
go
use $(A)
go
create proc dbo.p as exec dbo.p
go
exec dbo.p
go
use master
print 'alive'
go
