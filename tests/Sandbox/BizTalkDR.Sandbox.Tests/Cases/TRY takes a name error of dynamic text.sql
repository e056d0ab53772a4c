-- right: caught 208
-- source: TRY...CATCH: errors of statements compiled at a lower level are caught
begin try exec('select * from nosuchtable_$(A)') end try begin catch print concat('caught ',error_number()) end catch
go
