-- right: n\n  > 0\n
-- source: XACT_STATE and batch-aborting errors: 245 outside TRY rolls back
create table #t(i int)
begin tran
insert #t values(1)
insert #t values('abc')
print 'ran'
go
select @@trancount n
if @@trancount>0 rollback
go
