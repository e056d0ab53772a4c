-- right: Msg 247,
-- source: sys.messages 247
with c as (select 1 n union all select n+1 from c where n<3 union all select 7) select * from c
go
