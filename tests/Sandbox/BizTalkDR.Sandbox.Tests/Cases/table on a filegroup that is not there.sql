-- right: Msg 1921,
-- source: sys.messages 1921
create database $(A)
go
create table $(A).dbo.t(i int) on nothing
go
