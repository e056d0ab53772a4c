-- right: caught 102
-- source: TRY...CATCH: errors of statements compiled at a lower level are caught
begin try exec('create table #z(i int') end try begin catch print concat('caught ',error_number()) end catch
go
