-- What a session of this program does; no row if it does nothing, or is gone.
SELECT r.command, r.percent_complete, r.cpu_time, r.reads, r.writes, r.logical_reads
FROM sys.dm_exec_requests AS r
INNER JOIN sys.dm_exec_sessions AS s ON s.session_id = r.session_id
WHERE r.session_id = @session AND s.program_name = APP_NAME()
