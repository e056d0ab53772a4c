-- right: r\n  > 1\n
-- source: Data type precedence; precision, scale, and length
declare @b bigint=9223372036854775807
select 1 r where @b between 10000000000 and 99999999999999999999 and @b in (9223372036854775807, 1)
go
