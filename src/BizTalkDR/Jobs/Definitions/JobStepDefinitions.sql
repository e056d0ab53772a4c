-- The steps of the jobs, whole.
SELECT
    s.job_id, s.step_id, s.step_name, s.subsystem, s.command, s.database_name, s.database_user_name, s.on_success_action,
    s.on_success_step_id, s.on_fail_action, s.on_fail_step_id, s.retry_attempts, s.retry_interval, s.output_file_name, s.flags,
    p.name AS proxy_name
FROM msdb.dbo.sysjobsteps AS s
LEFT JOIN msdb.dbo.sysproxies AS p ON p.proxy_id = s.proxy_id
ORDER BY s.job_id, s.step_id
