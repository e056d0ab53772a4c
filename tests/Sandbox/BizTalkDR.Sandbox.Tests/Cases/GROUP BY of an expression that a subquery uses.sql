-- right: y \| n\n  > 2025 \| 1\n  > 2026 \| 2\n
-- source: SELECT, GROUP BY: an expression that is grouped by may stand in the select list
declare @t table(d datetime)
insert @t values('20250101'),('20260101'),('20260202')
select year(t.d) y, (select count(*) from @t u where year(u.d)=year(t.d)) n from @t t group by year(t.d) order by 1
go
