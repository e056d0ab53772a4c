-- right: r\n  > 1\n
-- source: Data type precedence; precision, scale, and length
select 1 r where cast(20000000000 as bigint) > 10000000000
go
