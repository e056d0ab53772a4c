-- right: ^1\n(.|\n)*Msg 16917
-- source: SET CURSOR_CLOSE_ON_COMMIT
set cursor_close_on_commit on
declare c cursor for select 1
declare @i int
begin transaction
open c
fetch next from c into @i
print @i
commit
fetch next from c into @i
go
deallocate c
go
