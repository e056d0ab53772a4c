-- right: d\n  > 2026-01-12(?s).*e\n  > 2026-12-01
-- source: SET DATEFORMAT
set dateformat dmy
select convert(nvarchar(10),cast('12/01/2026' as datetime),126) d
set dateformat mdy
select convert(nvarchar(10),cast('12/01/2026' as datetime),126) e
go
