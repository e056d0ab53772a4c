-- right: mark_name\n  > a_mark_name_of_more_than_32_char\n
-- source: BEGIN TRANSACTION: only the first 32 characters of the variable are used
create database $(A)
create table $(A).dbo.a(i int)
go
declare @m nvarchar(100)='a_mark_name_of_more_than_32_characters'
begin tran @m with mark
insert $(A).dbo.a values(3)
commit
select mark_name from msdb.dbo.logmarkhistory where database_name='$(A)'
go
