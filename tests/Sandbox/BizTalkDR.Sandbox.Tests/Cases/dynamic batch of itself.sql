-- right: Msg 217,(?s).*alive
-- source: sys.messages 217
create database $(A)
go
use $(A)
go
create proc dbo.q as exec('exec dbo.q')
go
exec dbo.q
go
use master
print 'alive'
go
