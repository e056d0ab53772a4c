-- right: d\n  > 2026-01-12
-- source: SET LANGUAGE: sets DATEFORMAT, which datetime follows
set language british
select convert(nvarchar(30),cast('2026-12-01 10:00:00' as datetime),126) d
set language us_english
go
