-- right: Msg 5068, Level 0(?s).*d\n  > master\n
-- source: sys.messages 5068
create database $(A)
go
use $(A)
go
alter database $(A) set offline
go
select db_name() d
go
