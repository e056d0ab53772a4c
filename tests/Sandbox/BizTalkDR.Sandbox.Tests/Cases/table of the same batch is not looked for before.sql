-- right: x\n  > 5\n
-- source: CREATE PROCEDURE, deferred name resolution
create table #t(x int)
insert #t(x) values(5)
select x from #t
go
