-- Who holds the backup job's application lock. The resource description holds, among other things, the first 32 characters of the lock's name.
SELECT s.session_id, s.login_name, s.host_name, s.program_name
FROM sys.dm_tran_locks AS l
INNER JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id
WHERE l.resource_type = N'APPLICATION'
    AND l.request_status = N'GRANT'
    AND l.resource_database_id = DB_ID()
    AND l.resource_description LIKE N'%BTS_BackupJob_Lock%'
    AND l.request_session_id <> @@SPID
