-- right: Msg 5701, Level 0,
-- source: Database Engine Error Severities: 10 is converted to 0
use tempdb
go
use master
go
