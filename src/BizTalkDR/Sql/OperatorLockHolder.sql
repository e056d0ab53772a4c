-- Who holds the operators' application lock, since when and from where. The resource description holds, among other things, the first 32 characters
-- of the lock's name. login_time is the server's local time.
SELECT s.session_id, s.login_name, s.host_name, s.host_process_id, s.program_name, s.login_time
FROM sys.dm_tran_locks AS l
INNER JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id
WHERE l.resource_type = N'APPLICATION'
    AND l.request_status = N'GRANT'
    AND l.resource_description LIKE N'%BizTalkDR%'
    AND l.request_session_id <> @@SPID
