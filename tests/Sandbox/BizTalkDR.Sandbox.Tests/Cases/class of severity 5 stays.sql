-- right: Msg 50000, Level 5,
-- source: Database Engine Error Severities; RAISERROR
raiserror('x',5,1)
go
