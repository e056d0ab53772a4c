-- Which databases are open, and what time it is here. master is always open: there is a row in any case.
SELECT d.name, SYSUTCDATETIME() AS utc_now, SYSDATETIME() AS local_now
FROM sys.databases AS d
WHERE d.state = 0 AND d.is_in_standby = 0
