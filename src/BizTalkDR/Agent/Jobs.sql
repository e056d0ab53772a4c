-- The jobs of an instance as they are now; the newest row of syssessions is the Agent's present run.
SELECT
    j.job_id,
    j.name,
    j.enabled,
    j.description,
    CAST(p.value AS nvarchar(512)) AS mark,
    SUSER_SNAME(j.owner_sid) AS owner_name,
    c.name AS category_name,
    (
        SELECT COUNT(*)
        FROM msdb.dbo.sysjobschedules AS js
        INNER JOIN msdb.dbo.sysschedules AS s ON s.schedule_id = js.schedule_id
        WHERE js.job_id = j.job_id AND s.enabled = 1
    ) AS schedule_count,
    a.run_requested_date,
    a.start_execution_date,
    a.stop_execution_date,
    a.next_scheduled_run_date,
    v.last_run_outcome,
    v.last_run_date,
    v.last_run_time,
    v.last_outcome_message
FROM msdb.dbo.sysjobs AS j
LEFT JOIN msdb.dbo.syscategories AS c ON c.category_id = j.category_id
LEFT JOIN msdb.sys.extended_properties AS p ON p.class = 0 AND p.name = N'BizTalkDR job ' + CONVERT(nvarchar(36), j.job_id)
LEFT JOIN msdb.dbo.sysjobservers AS v ON v.job_id = j.job_id AND v.server_id = 0
LEFT JOIN msdb.dbo.sysjobactivity AS a
    ON a.job_id = j.job_id AND a.session_id = (SELECT MAX(n.session_id) FROM msdb.dbo.syssessions AS n)
ORDER BY j.name;
