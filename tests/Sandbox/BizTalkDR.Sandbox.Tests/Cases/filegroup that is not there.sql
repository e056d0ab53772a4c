-- right: Msg (5014|5041|1921),
-- source: sys.messages 5014
create database $(A)
go
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup nothing
go
