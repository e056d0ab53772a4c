-- right: Msg 1(02|56),
-- source: BEGIN TRANSACTION: a name must be given with WITH MARK
begin tran with mark 'x'
go
if @@trancount>0 rollback
go
