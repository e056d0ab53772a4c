-- right: Msg 246,
-- source: sys.messages 246
with c as (select n from c union all select n+1 from c) select * from c
go
