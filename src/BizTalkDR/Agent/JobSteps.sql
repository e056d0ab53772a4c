-- What the steps of the jobs say.
SELECT job_id, step_id, step_name, subsystem, command
FROM msdb.dbo.sysjobsteps
ORDER BY job_id, step_id
