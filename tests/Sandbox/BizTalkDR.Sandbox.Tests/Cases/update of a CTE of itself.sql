-- right: Msg \d+, Level 1[5-7]
-- source: sys.messages 252
with c as (select * from c) update c set n=1
go
