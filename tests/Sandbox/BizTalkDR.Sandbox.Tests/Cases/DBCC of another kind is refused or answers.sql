-- right: (Msg 40517,|PAGE HEADER|Msg 2528)
-- source: DBCC PAGE is undocumented: refused here
dbcc page('master',1,1)
go
