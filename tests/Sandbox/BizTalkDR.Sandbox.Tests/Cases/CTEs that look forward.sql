-- right: Msg 208,
-- source: WITH common_table_expression: forward referencing is not allowed
with a as (select * from b_$(A)), b_$(A) as (select 1 x) select * from a
go
