-- What the steps of the jobs say, and in which database.
SELECT job_id, step_id, step_name, subsystem, command, database_name
FROM msdb.dbo.sysjobsteps
ORDER BY job_id, step_id
