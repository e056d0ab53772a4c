-- right: Msg \d+, Level 1[5-7](?s).*alive
-- source: ALTER VIEW; sys.messages 217, 4429
create database $(A)
go
use $(A)
go
create view dbo.v as select 1 n
go
create view dbo.w as select n from dbo.v
go
alter view dbo.v as select n from dbo.w
go
select * from dbo.v
go
use master
print 'alive'
go
