-- right: id\n  > 3\n
-- source: DELETE: a CTE over one table is updatable
declare @t table(id int)
insert @t(id) values(3),(1),(2);
with c as (select id, row_number() over(order by id) rn from @t) delete c where rn<3
select * from @t order by id
go
