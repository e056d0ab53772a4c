-- right: Msg 3920, Level 0,
-- source: sys.messages 3920: severity 10, which reaches clients as 0
begin tran a with mark
begin tran b with mark
go
rollback
go
