-- right:   > 1 \| 1\n  > 2 \| 2\n  > 3 \| 3\n
-- source: UPDATE: a CTE over one table is updatable
declare @t table(id int, ord int)
insert @t(id) values(3),(1),(2);
with c as (select id, ord, row_number() over(order by id) rn from @t) update c set ord=rn
select * from @t order by id
go
