-- right: name\n  > CaseB\w+\n
-- source: sp_renamedb
create database $(A)
go
exec sp_renamedb '$(A)', '$(B)'
go
select name from sys.databases where name in ('$(A)','$(B)')
go
