-- right: Msg 942,
-- source: sys.messages 942
create database $(A)
alter database $(A) set offline
go
alter database $(A) modify name=$(B)
go
alter database $(A) set online
go
