-- right: s\n  > -1\n
-- source: XACT_STATE
begin tran
begin try select cast('abc' as int) end try begin catch select xact_state() s end catch
rollback
go
