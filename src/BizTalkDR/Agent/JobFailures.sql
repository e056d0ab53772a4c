-- What the step that failed last in each job said (run_status 0; step 0 is the outcome of the whole run).
SELECT h.job_id, h.step_name, h.message, h.run_date, h.run_time
FROM msdb.dbo.sysjobhistory AS h
INNER JOIN (
    SELECT job_id, MAX(instance_id) AS newest_id
    FROM msdb.dbo.sysjobhistory
    WHERE step_id > 0 AND run_status = 0
    GROUP BY job_id
) AS newest ON newest.newest_id = h.instance_id
