-- right: Msg 3906,(?s).*n\n  > 1\n
-- source: sys.messages 3906; IDENT_CURRENT
create database $(A)
go
use $(A)
create table dbo.t(i int identity)
insert dbo.t default values
go
use master
alter database $(A) set read_only
go
insert $(A).dbo.t default values
go
alter database $(A) set read_write
go
use $(A)
select cast(ident_current('dbo.t') as int) n
use master
go
