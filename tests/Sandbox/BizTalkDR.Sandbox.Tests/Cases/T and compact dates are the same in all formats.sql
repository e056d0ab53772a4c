-- right: a \| b \| c\n  > 2026-12-01 \| 2026-12-01 \| 2026-12-01\n
-- source: datetime, supported string literal formats: ISO 8601 and unseparated are not affected; datetime2 reads yyyy-mm-dd always
set dateformat dmy
select convert(nvarchar(10),cast('2026-12-01T10:00:00' as datetime),126) a, convert(nvarchar(10),cast('20261201' as datetime),126) b, convert(nvarchar(10),cast('2026-12-01' as date),126) c
set dateformat mdy
go
