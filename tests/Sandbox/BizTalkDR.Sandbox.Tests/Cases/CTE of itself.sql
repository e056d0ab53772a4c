-- right: Msg 252,
-- source: sys.messages 252
with c as (select * from c) select * from c
go
