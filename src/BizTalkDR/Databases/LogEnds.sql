-- Where the log of each open database ends; from SQL Server 2016 SP2 on. In a read-only database it stays where it is.
SELECT d.name, s.log_end_lsn
FROM sys.databases AS d
CROSS APPLY sys.dm_db_log_stats(d.database_id) AS s
WHERE d.database_id > 4 AND d.state = 0
