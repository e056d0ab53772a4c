-- right: Msg 217,(?s).*alive
-- source: CREATE TRIGGER, nested triggers; sys.messages 217
create database $(A)
go
use $(A)
go
create table dbo.a(i int)
create table dbo.b(i int)
go
create trigger dbo.ta on dbo.a after insert as insert dbo.b values(1)
go
create trigger dbo.tb on dbo.b after insert as insert dbo.a values(1)
go
insert dbo.a values(1)
go
use master
print 'alive'
go
