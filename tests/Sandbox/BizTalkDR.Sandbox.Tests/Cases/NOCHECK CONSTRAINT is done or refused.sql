-- right: (Msg 40517,|n\n  > 1\n)
-- source: ALTER TABLE, NOCHECK CONSTRAINT
create table #p(i int primary key, constraint c_$(A) check(i>0))
go
alter table #p nocheck constraint c_$(A)
if @@error=0 insert #p values(0)
select count(*) n from #p
go
