-- right: n\n  > 1\n  > 2\n  > 3\n  > 11\n  > 12\n
-- source: WITH common_table_expression, guidelines for recursive CTEs: several recursive members
with c as (select 1 n union all select n+1 from c where n<3 union all select n+10 from c where n<3) select * from c order by n
go
